"""One answer, one agenda, one table for many tickets: no more queries for thirty than for three, a history each."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT
from tickets.actions.answer_cause import answer_cause
from tickets.actions.fill_agendas import fill_agendas
from tickets.actions.hold_meeting import hold_meeting
from tickets.actions.open_cause import open_cause
from tickets.actions.open_ticket import open_ticket
from tickets.actions.plan_meeting import plan_meeting
from tickets.actions.route_ticket import route_ticket
from tickets.models import AgendaItem, Clock, CommonCause, Meeting, Span, Ticket
from tickets.rules.supervising import TOP

FEW, MANY = 3, 30


def tickets(people: World, count: int) -> list[str]:
    """Their numbers; each lies on a desk."""
    refs = []
    for _one in range(count):
        made = open_ticket(
            actor=people.eva,
            at=timezone.now(),
            uuid=uuid.uuid4(),
            enterprise=people.chips.uuid,
            category="LAB-RET",
            text=TEXT,
        )
        route_ticket(ref=made.ref, at=timezone.now())
        refs.append(made.ref)
    return refs


def queries(done: Callable[[], Any]) -> int:
    """Without the look at the database's clock that publish_many adds from twenty events on."""
    with CaptureQueriesContext(connection) as asked:
        done()
    return len([one for one in asked if one["sql"] != "SELECT clock_timestamp()"])


def a_cause(people: World, refs: list[str]) -> CommonCause:
    return open_cause(
        actor=people.dora,
        at=timezone.now(),
        uuid=uuid.uuid4(),
        title="毕节方向无返岗班车",
        unit=people.labour.pk,
        tickets=refs,
    )


def an_answer(people: World, cause: CommonCause) -> CommonCause:
    return answer_cause(
        ref=cause.ref,
        actor=people.finn,
        at=timezone.now(),
        version=cause.version,
        outcome="solved",
        answer="明日起加开两班返岗专列。",
    )


def a_meeting(people: World) -> Meeting:
    return plan_meeting(
        actor=people.dora,
        at=timezone.now(),
        uuid=uuid.uuid4(),
        title="第三次联席会议",
        begins_at=timezone.now() + timedelta(days=1),
    )


def on_top(refs: list[str]) -> None:
    Ticket.objects.filter(ref__in=refs).update(rung=TOP, rung_state="accepted", rung_since=timezone.now())


def test_one_answer_costs_the_same_for_thirty_as_for_three(people: World) -> None:
    an_answer(people, a_cause(people, tickets(people, 1)))
    opened, answered = [], []
    for count in (FEW, MANY):
        refs = tickets(people, count)
        opened.append(queries(partial(a_cause, people, refs)))
        cause = CommonCause.objects.latest("pk")
        answered.append(queries(partial(an_answer, people, cause)))
        assert Ticket.objects.filter(cause=cause, state="resolved").count() == count
    assert opened[0] == opened[1]
    assert answered[0] == answered[1]


def test_every_ticket_of_one_answer_has_its_own_history(people: World) -> None:
    refs = tickets(people, FEW)
    an_answer(people, a_cause(people, refs))
    for ticket in Ticket.objects.filter(ref__in=refs):
        records = EventRecord.objects.filter(subject=ticket.ref)
        (resolved,) = records.filter(kind="ticket_resolved")
        assert resolved.payload["version"] == ticket.version
        assert resolved.payload["card"]["state"] == "resolved"
        assert resolved.payload["before"]["state"] == "assigned"
        assert resolved.actor_id == people.finn.pk
        assert people.eva.pk in resolved.notify
        assert records.filter(kind="cause_joined").count() == 1
        assert ticket.resolved_at == resolved.at
        assert Span.objects.get(ticket=ticket, ended_at=None).state == "resolved"
        assert not Clock.objects.filter(ticket=ticket, state__in=["running", "paused"]).exists()


def test_a_cause_that_cannot_take_all_its_tickets_takes_none(people: World) -> None:
    refs = tickets(people, 2)
    a_cause(people, refs[:1])
    answer = Browser(people.dora).create(
        "/causes", {"title": "又一个共性问题", "unit": people.labour.pk, "tickets": refs}
    )
    assert answer.status_code == 409
    assert Ticket.objects.get(ref=refs[1]).cause is None
    unknown = Browser(people.dora).create(
        "/causes", {"title": "又一个共性问题", "unit": people.labour.pk, "tickets": [refs[1], "QT-0"]}
    )
    assert unknown.status_code == 400
    assert unknown.json()["errors"][0]["field"] == "tickets"
    assert CommonCause.objects.count() == 1


def test_an_agenda_and_its_minutes_cost_the_same_for_thirty_as_for_three(people: World) -> None:
    filled, held = [], []
    on_top(tickets(people, 1))
    a_meeting(people)
    for count in (FEW, MANY):
        Meeting.objects.update(fills_itself=False)
        meeting, refs = a_meeting(people), tickets(people, count)
        on_top(refs)
        filled.append(queries(lambda: fill_agendas(at=timezone.now())))
        assert meeting.items.count() == count
        meeting.items.update(decision="由人社部门包车。", decided_at=timezone.now())
        held.append(
            queries(
                partial(
                    hold_meeting,
                    uuid=meeting.uuid,
                    actor=people.dora,
                    at=timezone.now(),
                    version=meeting.version,
                    minutes="会议同意由人社部门包车。",
                )
            )
        )
        for kind in ("agenda_entered", "meeting_decided"):
            assert EventRecord.objects.filter(kind=kind, subject__in=refs).count() == count
    assert filled[0] == filled[1]
    assert held[0] == held[1]


def test_who_joins_the_table_later_sees_every_ticket_of_the_agenda(people: World) -> None:
    first, second = tickets(people, 2)
    on_top([first])
    meeting = a_meeting(people)
    Ticket.objects.filter(ref=second).update(holder_unit=people.other_team, holder=people.cleo)
    on_top([second])
    fill_agendas(at=timezone.now())
    assert people.other_team.pk in Ticket.objects.get(ref=first).helper_units
    assert [item.ticket.ref for item in AgendaItem.objects.filter(meeting=meeting).order_by("order")] == [
        first,
        second,
    ]


@pytest.mark.parametrize("named", [["QT-1"], ["", "QT-2"]])
def test_a_meeting_is_not_planned_for_a_ticket_that_is_not_there(people: World, named: list[str]) -> None:
    answer = Browser(people.dora).create(
        "/meetings",
        {
            "title": "第三次联席会议",
            "begins_at": (timezone.now() + timedelta(days=1)).isoformat(),
            "tickets": named,
        },
    )
    assert answer.status_code == 400
    assert not Meeting.objects.exists()
