"""The probes: one for the process, one for progress."""

from __future__ import annotations

import pytest
from django.test import Client

from core.database import database_now
from core.heartbeats import stamp
from core.models import EventRecord
from core.registry import registry
from tests.browser import Browser
from tests.people import World


def test_a_process_that_answers_is_alive() -> None:
    answer = Client().get("/livez")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_service_is_ready_when_everything_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "sweeps", {"clocks": lambda at: 0})
    EventRecord.objects.all().delete()
    still = Client().get("/readyz")
    assert still.status_code == 503
    assert [one["name"] for one in still.json()["checks"] if not one["well"]] == [
        "relay",
        "sweep.clocks",
        "canary",
    ]
    for name in ("relay", "sweep.clocks", "canary"):
        stamp(name, database_now())
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True


@pytest.mark.django_db
def test_a_stranger_learns_whether_it_is_ready_and_nothing_else(people: World) -> None:
    for stranger in (
        Client(REMOTE_ADDR="203.0.113.7"),
        Client(HTTP_X_FORWARDED_FOR="203.0.113.7"),
        Browser(people.dora).client,
    ):
        answer = stranger.get("/readyz", HTTP_X_FORWARDED_FOR="203.0.113.7")
        assert set(answer.json()) == {"ready"}


@pytest.mark.django_db
def test_an_administrator_reads_in_words_what_stands_still(people: World) -> None:
    answer = Browser(people.adam).client.get("/readyz", HTTP_X_FORWARDED_FOR="203.0.113.7")
    relay = answer.json()["checks"][0]
    assert (relay["name"], relay["age"], relay["well"]) == ("relay", None, False)
    assert "事件转发" in relay["words"]
