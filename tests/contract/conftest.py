"""A world with one row of everything, and walkers through the API for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from accounts.models import User
from tests.browser import Browser
from tests.contract.known import Known, known_of
from tests.contract.walk import Walker
from tests.people import World
from tests.permissions.world import populate

WalkerOf = Callable[[User | None], Walker]


@pytest.fixture
def known(people: World) -> Known:
    """One row of everything, in three relations to Ada."""
    return known_of(people, populate(people))


@pytest.fixture
def application() -> Any:
    """The service as a WSGI server calls it, on the connection of the test, which no request may close."""
    served = get_wsgi_application()

    def call(environ: Any, start_response: Any) -> list[bytes]:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            with closing(served(environ, start_response)) as answer:
                return list(answer)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

    return call


@pytest.fixture
def walker_of(known: Known, application: Any) -> WalkerOf:

    def make(user: User | None) -> Walker:
        browser = Browser(user)
        cookie = browser.client.cookies.get(settings.SESSION_COOKIE_NAME)

        def version(path: str) -> str:
            answer = browser.get(f"/{path}")
            return str(answer.headers.get("ETag", '"1"'))

        return Walker(
            session=cookie.value if cookie else "", known=known, version=version, target={"app": application}
        )

    return make
