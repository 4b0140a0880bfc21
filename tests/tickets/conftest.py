"""What the tests of tickets share: a ticket of Eva's, and a way to do verbs through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.browser import Browser
from tests.people import World
from tickets.actions.route_ticket import route_ticket

TEXT = "我司一线操作工共 386 人,目前到岗 121 人,其中 94 人因当地无班车无法返岗,请协助组织包车。"
Do = Callable[..., Any]


@pytest.fixture
def submitted(people: World) -> dict[str, Any]:
    """Eva has just submitted it; nobody has routed it."""
    answer = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT})
    assert answer.status_code == 201, answer.content
    detail: dict[str, Any] = answer.json()
    return detail


@pytest.fixture
def routed(submitted: dict[str, Any]) -> str:
    """Its number, once it lies on Ada's desk."""
    assert route_ticket(ref=submitted["ref"], at=timezone.now())
    return str(submitted["ref"])


@pytest.fixture
def do() -> Do:
    """do(people.ada, ref, "acknowledge") -> the response, with the version just read."""

    def act(user: User, ref: str, verb: str, **body: Any) -> Any:
        browser = Browser(user)
        seen = browser.get(f"/tickets/{ref}")
        version = seen.json()["version"] if seen.status_code == 200 else 1
        return browser.act(f"/tickets/{ref}/{verb}", version, body)

    return act


@pytest.fixture
def handled(people: World, routed: str, do: Do) -> str:
    """Ada has acknowledged it."""
    assert do(people.ada, routed, "acknowledge").status_code == 200
    return routed


@pytest.fixture
def resolved(people: World, handled: str, do: Do) -> str:
    """Ada has resolved it."""
    answer = do(people.ada, handled, "resolve", outcome="solved", public_reply="两辆包车明早八点从毕节出发。")
    assert answer.status_code == 200, answer.content
    return handled
