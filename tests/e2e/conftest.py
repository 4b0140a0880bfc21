"""The whole grid, running for real, and a Chromium to use it with."""

import os
from collections.abc import Iterator

import pytest

from config.embedded.house import House
from config.embedded.stack import Stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives the browser; without one these tests are skipped by name."""
    for item in items:
        if "tests/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.browser)
            if not os.environ.get("CHROMIUM"):
                item.add_marker(pytest.mark.skip(reason="no browser was asked for (--no-browser)"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Every process of the grid with the demo world, in a folder and on ports of its own."""
    with Stack(House(var=tmp_path_factory.mktemp("grid")), demo=True, outside={}) as stack:
        stack.start_services()
        stack.prepare("demo")
        stack.start_application()
        yield stack
