"""What a monitoring reads, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from core.database import database_now
from core.heartbeats import stamp
from core.models import EventRecord, Heartbeat, Tally
from core.tally import tally
from tests.browser import Browser
from tests.people import World

pytestmark = pytest.mark.django_db
OUTSIDE = {"X-Forwarded-For": "203.0.113.7"}


def read(**more: Any) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by its name and labels."""
    answer = Client().get("/metrics", **more)
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    tally.write()
    Tally.objects.all().delete()


def test_strangers_and_even_administrators_find_nothing_through_the_proxy(
    people: World, settings: Any
) -> None:
    settings.METRICS_TOKEN = "m" * 40
    for client in (Client(), Browser(people.adam).client):
        assert client.get("/metrics", headers=OUTSIDE).status_code == 404
    wrong = {**OUTSIDE, "Authorization": "Bearer " + "n" * 40}
    assert Client().get("/metrics", headers=wrong).status_code == 404
    right = {**OUTSIDE, "Authorization": "Bearer " + "m" * 40}
    assert Client().get("/metrics", headers=right).status_code == 200


def test_without_a_token_there_is_no_way_in_but_from_this_machine(settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={**OUTSIDE, "Authorization": "Bearer "}).status_code == 404
    assert Client().get("/metrics").status_code == 200


def test_what_waits_and_who_makes_progress_are_read_when_asked(people: World) -> None:
    now = database_now()
    EventRecord.objects.update(recorded_at=now - timedelta(minutes=2))
    stamp("relay", now)
    stamp("live.here.1", now, facts={"sockets": 3, "seen": 5, "head": 9})
    stamp("live.there.1", now - timedelta(seconds=25), facts={"sockets": 50, "seen": 0, "head": 9})
    stamp("live.gone.1", now - timedelta(hours=1), facts={"sockets": 50, "seen": 0, "head": 9})
    found = read()
    assert found["grid_database_up", ()] == 1
    assert found["grid_outbox_events", ()] == EventRecord.objects.count() > 0
    assert found["grid_outbox_age_seconds", ()] > 119
    assert (found["grid_sockets", ()], found["grid_head_lag_events", ()]) == (3, 4)
    ages = {dict(labels)["name"] for name, labels in found if name == "grid_progress_age_seconds"}
    assert ages == {"relay", "live.here.1", "live.there.1"}


def test_a_loop_that_has_stood_still_for_long_is_still_shown() -> None:
    Heartbeat.objects.create(name="sweep.clocks", at=database_now() - timedelta(hours=5))
    assert read()["grid_progress_age_seconds", (("name", "sweep.clocks"),)] > 17_000


def test_requests_are_counted_by_route_and_outcome(people: World) -> None:
    browser = Browser(people.ada)
    for _ in range(3):
        browser.get("/enterprises")
    browser.get("/tickets/QT-20200101-000001")
    tally.write()
    found = read()
    listed = (("method", "GET"), ("route", "api/v1/enterprises"), ("status", "200"))
    assert found["grid_http_requests_total", listed] == 3
    missed = (("method", "GET"), ("route", "api/v1/tickets/<str:ref>"), ("status", "404"))
    assert found["grid_http_requests_total", missed] == 1
    route = ("route", "api/v1/enterprises")
    assert found["grid_http_seconds_count", (route,)] == 3
    assert found["grid_http_seconds_bucket", (("le", "+Inf"), route)] == 3


def test_processes_add_to_the_same_counts() -> None:
    for _ in range(2):
        tally.add("tasks", task="tickets.route", outcome="success")
        tally.observe("task_seconds", 0.03, task="tickets.route")
        tally.observe("task_seconds", 99, task="tickets.route")
        tally.write()
    found = read()
    assert found["grid_tasks_total", (("outcome", "success"), ("task", "tickets.route"))] == 2
    task = ("task", "tickets.route")
    assert found["grid_task_seconds_bucket", (("le", "0.025"), task)] == 0
    assert found["grid_task_seconds_bucket", (("le", "0.05"), task)] == 2
    assert found["grid_task_seconds_bucket", (("le", "+Inf"), task)] == 4
    assert found["grid_task_seconds_sum", (task,)] == pytest.approx(198.06)
