"""The world of the table, and everybody in it with one sign-in each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Browser
from tests.people import World
from tests.permissions.world import WHO, populate, somebody

Rows = dict[str, dict[str, Any]]


@pytest.fixture
def rows(people: World) -> Rows:
    """Relation to ids."""
    return populate(people)


@pytest.fixture
def browsers(people: World) -> dict[str, Browser]:
    """Name to a browser that is signed in, or is not."""
    return {who: Browser(somebody(people, who)) for who in WHO}
