"""The whole grid as processes, without a browser, with the named people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from benchmarks.soak import callers
from config.embedded.house import House
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
        caller = callers(stack)
        stack.start_application()
        yield Grid(stack, caller)
