"""The whole grid as processes, without a browser: a small demo world, and the named people in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from benchmarks.survival.grid import Trial
from config.embedded.house import House
from tests.whole.caller import Caller


@dataclass(frozen=True)
class Grid:
    """A running grid and its callers by name."""

    stack: Trial
    caller: Callable[[str], Caller]


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    with Trial(House(var=tmp_path_factory.mktemp("whole"))) as stack:
        stack.open()
        people = json.loads(stack.python("-m", "tests.whole.settle"))
        yield Grid(stack, lambda name: Caller(stack.url, people[name]["session"], people[name]["id"]))
