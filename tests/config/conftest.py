"""A house of its own for these tests: real PostgreSQL and Redis under a real supervisor."""

from collections.abc import Iterator

import pytest

from config.embedded.house import House
from config.embedded.stack import Stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs the tests that start services, so two cores are enough for everybody."""
    for item in items:
        if item.get_closest_marker("services"):
            item.add_marker(pytest.mark.xdist_group("services"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """PostgreSQL and Redis in a folder of their own, apart from the ones the other tests use."""
    with Stack(House(var=tmp_path_factory.mktemp("house")), outside={}) as stack:
        stack.start_services()
        yield stack
