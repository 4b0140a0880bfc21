"""The floor under every test: reference rows, the named people, and their browsers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as made_up
from xdist.scheduler.loadscope import LoadScopeScheduling

from accounts.models import User
from tests.browser import Browser
from tests.people import World, build_world

# A busy machine is slow, which is no fault of the code: no test here is timed.
made_up.register_profile("house", deadline=None)
made_up.load_profile("house")

ONE_WORKER = ("tests/e2e/", "tests/whole/", "tests/config/")
"""What a test of these folders kills, another would miss; and a grid is dear to start."""


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]
    """Tests of such a folder stay together, in their order, on one worker; all others go to whoever is free.

    xdist's own groups are silently ignored under pytest 9.2 (pytest-xdist issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in ONE_WORKER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="write the pictures of docs/screenshots anew")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Reference rows are loaded once; a test that flushes its tables gets them again from `reference`."""
    with django_db_blocker.unblock():
        load_reference()


def load_reference() -> None:
    from config.management.commands.ensure_reference import ensure_reference
    from core.models import Feed

    ensure_reference()
    Feed.objects.get_or_create(id=1)


@pytest.fixture
def reference(db: None) -> None:
    """The rows every installation has."""
    from grid.models import Unit

    if not Unit.objects.exists():
        load_reference()


@pytest.fixture
def people(reference: None) -> World:
    """The named people and their small world; tests/people.py says who is who."""
    return build_world()


@pytest.fixture
def browser_of() -> Callable[..., Browser]:
    """browser_of(people.ada).get("/me")"""

    def make(user: User | None = None, **more: Any) -> Browser:
        return Browser(user, **more)

    return make


@pytest.fixture(autouse=True)
def uploads_apart(settings: Any, tmp_path: Path) -> None:
    """Files and mails of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
