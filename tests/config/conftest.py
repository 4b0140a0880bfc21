"""A house of its own for these tests: real PostgreSQL and Redis under a real supervisor."""

from collections.abc import Iterator

import pytest

from config.embedded.house import House
from config.embedded.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """PostgreSQL and Redis in a folder of their own, apart from the ones the other tests use."""
    with Stack(House(var=tmp_path_factory.mktemp("house")), outside={}) as stack:
        stack.start_services()
        yield stack
