"""Co-handlers that a rule names: asked once, when the lead unit takes the ticket on, each with a clock."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.route_ticket import route_ticket
from tickets.models import RoutingRule, SubTask, Ticket

REPLY = {"outcome": "solved", "public_reply": "两班专列已经加开。"}


def submit(people: World, **more: Any) -> str:
    body = {"category": "LAB-RET", "text": TEXT, **more}
    ref: str = Browser(people.eva).create("/tickets", body).json()["ref"]
    route_ticket(ref=ref, at=timezone.now())
    return ref


@pytest.fixture
def named(people: World) -> str:
    """Eva's ticket: Ada's team has it first, the labour department leads, the other team and the centre help."""
    RoutingRule.objects.all().update(co_units=[people.other_team.pk, people.centre.pk])
    return submit(people)


@pytest.fixture
def led(people: World, named: str, do: Do) -> str:
    """Ada has handed it over, and Finn taken it on."""
    assert do(people.ada, named, "acknowledge").status_code == 200
    assert not SubTask.objects.exists()
    assert do(people.ada, named, "hand_over", reason="需要人社部门协调专列。").status_code == 200
    assert do(people.finn, named, "acknowledge").status_code == 200
    return named


def test_they_are_asked_when_the_lead_unit_takes_it_on_and_see_it(people: World, led: str) -> None:
    rows = SubTask.objects.filter(ticket__ref=led)
    assert {row.unit_id for row in rows} == {people.other_team.pk, people.centre.pk}
    assert {(row.kind, row.state, row.lamp, row.given_by_id) for row in rows} == {
        ("co_handling", "given", "green", people.finn.pk)
    }
    assert all(row.due_at > row.given_at and row.alarm_at for row in rows)
    seen = Browser(people.cleo).get(f"/tickets/{led}").json()
    assert (seen["tasks_done"], seen["tasks_total"]) == (0, 2)
    told = EventRecord.objects.filter(kind="subtask_given").values_list("notify", flat=True)
    assert any(people.cleo.pk in notify for notify in told)


def test_versions_stay_dense(led: str) -> None:
    rows = EventRecord.objects.filter(subject=led).order_by("id")
    versions = [one.payload["version"] for one in rows if "version" in one.payload]
    assert versions == list(range(1, len(versions) + 1))


def test_the_ticket_resolves_only_when_their_parts_are_done(people: World, led: str, do: Do) -> None:
    assert do(people.finn, led, "resolve", **REPLY).json()["unfinished"] == 2
    for row in SubTask.objects.filter(ticket__ref=led):
        helper = people.cleo if row.unit_id == people.other_team.pk else people.dora
        done = Browser(helper).act(f"/subtasks/{row.uuid}/finish", row.version, {"reply": "已派车。"})
        assert done.status_code == 200, done.content
    assert do(people.finn, led, "resolve", **REPLY).status_code == 200


def test_they_are_asked_once_also_after_a_reassignment_a_return_and_a_redo(
    people: World, led: str, do: Do
) -> None:
    row = SubTask.objects.get(ticket__ref=led, unit=people.other_team)
    Browser(people.cleo).act(f"/subtasks/{row.uuid}/return", row.version, {"reason": "不属本组职责。"})
    for unit, who in ((people.team, people.ben), (people.labour, people.finn)):
        assert do(people.dora, led, "assign", unit=unit.pk).status_code == 200
        assert do(who, led, "acknowledge").status_code == 200
    row = SubTask.objects.get(ticket__ref=led, unit=people.centre)
    Browser(people.dora).act(f"/subtasks/{row.uuid}/finish", row.version, {"reply": "已协调。"})
    assert do(people.finn, led, "resolve", **REPLY).status_code == 200
    assert do(people.eva, led, "reject", reason="仍有人没有返岗。").status_code == 200
    assert do(people.finn, led, "acknowledge").status_code == 200
    assert sorted(SubTask.objects.filter(ticket__ref=led).values_list("state", flat=True)) == [
        "done",
        "returned",
    ]


def test_who_was_asked_by_hand_is_not_asked_again(people: World, named: str, do: Do) -> None:
    do(people.ada, named, "acknowledge")
    assert do(people.ada, named, "give_subtask", unit=people.centre.pk, text="请协调。").status_code == 200
    do(people.ada, named, "hand_over", reason="需要人社部门协调专列。")
    do(people.finn, named, "acknowledge")
    units = SubTask.objects.filter(ticket__ref=named).values_list("unit_id", flat=True)
    assert sorted(units) == sorted([people.centre.pk, people.other_team.pk])


def test_routing_anew_forgets_whom_the_other_rule_named(people: World, named: str) -> None:
    assert Ticket.objects.get(ref=named).co_handlers.count() == 2
    Ticket.objects.filter(ref=named).update(state="submitted", routing_attempt=2)
    RoutingRule.objects.all().update(co_units=[people.centre.pk])
    route_ticket(ref=named, at=timezone.now())
    assert list(Ticket.objects.get(ref=named).co_handlers.values_list("unit_id", flat=True)) == [
        people.centre.pk
    ]
