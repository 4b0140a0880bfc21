"""The whole grid as processes, without a browser, with the named people in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from config.embedded.house import ROOT, House
from config.embedded.stack import Stack
from tests.whole.caller import Caller


@dataclass(frozen=True)
class Grid:
    """A running grid and its callers by name."""

    stack: Stack
    caller: Callable[[str], Caller]


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    with Stack(House(var=tmp_path_factory.mktemp("whole")), demo=False, outside={}) as stack:
        stack.start_services()
        stack.prepare()
        settled = subprocess.run(
            [sys.executable, "-m", "tests.whole.settle"],
            cwd=ROOT,
            env=stack.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        people = json.loads(settled.stdout)
        stack.start_application()
        yield Grid(stack, lambda name: Caller(stack.url, people[name]["session"], people[name]["id"]))
