"""What time does by itself beside the rungs: blue notices near the due moment, and old promises on the ladder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.let_time_pass import let_time_pass
from tickets.actions.route_ticket import route_ticket
from tickets.models import Clock, Escalation, SupervisionNotice, Ticket
from tickets.reference.ladder import adopt


def near_due(ref: str) -> datetime:
    due = Clock.objects.get(ticket__ref=ref, kind="resolve").due_at
    assert due is not None
    return due - timedelta(minutes=5)


@pytest.fixture
def urgent(people: World, do: Do) -> str:
    """Ada has acknowledged an urgent problem of Eva's and spoken to her."""
    body = {"category": "LAB-RET", "text": TEXT, "priority": "urgent"}
    ref: str = Browser(people.eva).create("/tickets", body).json()["ref"]
    route_ticket(ref=ref, at=timezone.now())
    assert do(people.ada, ref, "acknowledge").status_code == 200
    assert do(people.ada, ref, "record_contact", how="phone", text="已联系,正在落实车辆。").status_code == 200
    return ref


def test_an_urgent_ticket_near_its_due_moment_gets_one_blue_notice(people: World, urgent: str) -> None:
    at = near_due(urgent)
    for _twice in range(2):
        let_time_pass(at=at)
    notice = SupervisionNotice.objects.get(ticket__ref=urgent)
    assert (notice.colour, notice.issued_by_id, notice.unit_id) == ("blue", None, people.team.pk)
    assert Ticket.objects.get(ref=urgent).supervised == "blue"
    told = EventRecord.objects.get(kind="notice_issued", subject=urgent)
    assert told.payload["due_at"]
    assert {people.ada.pk, people.ben.pk} <= set(told.notify)


def test_an_answered_one_is_not_sent_again_for_the_same_promise(people: World, urgent: str, do: Do) -> None:
    let_time_pass(at=near_due(urgent))
    assert do(people.ada, urgent, "answer_notice", text="车辆已落实。").status_code == 200
    let_time_pass(at=near_due(urgent) + timedelta(minutes=1))
    assert SupervisionNotice.objects.filter(ticket__ref=urgent).count() == 1


def test_an_ordinary_ticket_is_only_lit_yellow_until_somebody_urges(
    people: World, handled: str, do: Do
) -> None:
    do(people.ada, handled, "record_contact", how="phone", text="已联系,正在落实车辆。")
    let_time_pass(at=near_due(handled))
    assert Ticket.objects.get(ref=handled).lamp == "yellow"
    assert not SupervisionNotice.objects.exists()


def test_an_urged_ticket_is_reminded_of(people: World, handled: str, do: Do) -> None:
    do(people.ada, handled, "record_contact", how="phone", text="已联系,正在落实车辆。")
    assert do(people.eva, handled, "urge").status_code == 200
    let_time_pass(at=near_due(handled))
    assert SupervisionNotice.objects.get().colour == "blue"


def test_a_promise_from_before_the_ladder_climbs_it_once_adopted(people: World, handled: str) -> None:
    due = Clock.objects.get(ticket__ref=handled, kind="resolve").due_at
    assert due is not None
    late = due + timedelta(days=10)
    Clock.objects.filter(kind="resolve").update(ladder=None, alarm_at=None, lamp="red")
    let_time_pass(at=late)
    assert not Escalation.objects.exists()
    assert (adopt(), adopt()) == (1, 0)
    let_time_pass(at=late)
    rows = Escalation.objects.filter(ticket__ref=handled).order_by("id")
    assert [row.level for row in rows] == [1, 2, 3, 4]
    assert all(row.late_seconds > 0 for row in rows)


def test_a_resting_promise_keeps_the_end_of_its_rest(people: World, handled: str, do: Do) -> None:
    do(people.ada, handled, "ask_info", reason="请补充人员名单。")
    before = Clock.objects.get(ticket__ref=handled, kind="resolve")
    Clock.objects.filter(pk=before.pk).update(ladder=None)
    assert adopt() == 1
    after = Clock.objects.get(pk=before.pk)
    assert (after.alarm_at, after.ladder_id) == (before.alarm_at, before.ladder_id)
