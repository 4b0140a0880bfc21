"""What time does by itself beside the rungs: blue notices near the due moment, and old promises on the ladder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.change_policy import change_policy, move_promises
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


def notices(ref: str) -> int:
    return SupervisionNotice.objects.filter(ticket__ref=ref, colour="blue").count()


def test_an_extension_is_the_same_promise_and_brings_no_second_notice(
    people: World, urgent: str, do: Do
) -> None:
    let_time_pass(at=near_due(urgent))
    do(people.ada, urgent, "answer_notice", text="车辆已落实。")
    before = Clock.objects.get(ticket__ref=urgent, kind="resolve").due_at
    assert before is not None
    later = before + timedelta(days=1)
    asked = do(people.ada, urgent, "ask_extension", due_at=later.isoformat(), reason="专列明日才发车。")
    assert asked.status_code == 200, asked.content
    assert do(people.dora, urgent, "decide_extension", decision="granted").status_code == 200
    let_time_pass(at=near_due(urgent))
    assert Ticket.objects.get(ref=urgent).lamp == "yellow"
    assert notices(urgent) == 1


def test_a_rest_and_a_policy_that_moves_bring_no_second_notice(people: World, urgent: str, do: Do) -> None:
    let_time_pass(at=near_due(urgent))
    do(people.ada, urgent, "answer_notice", text="车辆已落实。")
    policy = Clock.objects.get(ticket__ref=urgent, kind="resolve").policy
    assert policy is not None
    more = change_policy(
        pk=policy.pk,
        actor=people.dora,
        at=timezone.now(),
        version=policy.version,
        resolve_seconds=policy.resolve_seconds * 3,
        resolve_days=None,
    )
    assert move_promises(pk=more.pk, actor=people.dora, at=timezone.now())
    do(people.ada, urgent, "ask_info", reason="请补充人员名单。")
    do(people.eva, urgent, "supplement", text="名单见附件。")
    let_time_pass(at=near_due(urgent))
    assert Ticket.objects.get(ref=urgent).lamp == "yellow"
    assert notices(urgent) == 1


def test_a_redo_is_a_new_promise_and_is_reminded_of_once_more(people: World, urgent: str, do: Do) -> None:
    let_time_pass(at=near_due(urgent))
    assert do(people.ada, urgent, "resolve", outcome="solved", public_reply="车已安排。").status_code == 200
    assert do(people.eva, urgent, "reject", reason="车没有来。").status_code == 200
    assert do(people.ada, urgent, "acknowledge").status_code == 200
    for _twice in range(2):
        let_time_pass(at=redone_due(urgent) - timedelta(minutes=5))
    assert notices(urgent) == 2


def redone_due(ref: str) -> datetime:
    due = Clock.objects.get(ticket__ref=ref, kind="resolve", round=2).due_at
    assert due is not None
    return due


def test_one_that_already_shone_yellow_for_another_promise_is_reminded_of_too(people: World, do: Do) -> None:
    body = {"category": "LAB-RET", "text": TEXT, "priority": "urgent"}
    ref: str = Browser(people.eva).create("/tickets", body).json()["ref"]
    route_ticket(ref=ref, at=timezone.now())
    at = near_due(ref)
    Clock.objects.filter(ticket__ref=ref, kind="first_contact").update(
        lamp="yellow", due_at=at + timedelta(minutes=1), alarm_at=at + timedelta(minutes=1)
    )
    Ticket.objects.filter(ref=ref).update(lamp="yellow")
    let_time_pass(at=at)
    assert notices(ref) == 1


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


def test_what_rested_is_no_part_of_the_cap_on_extensions(people: World, handled: str, do: Do) -> None:
    clock = Clock.objects.get(ticket__ref=handled, kind="resolve")
    Clock.objects.filter(pk=clock.pk).update(started_at=clock.started_at - timedelta(days=120))
    assert clock.due_at is not None
    later, beyond = clock.due_at + timedelta(days=7), clock.due_at + timedelta(days=90)
    refused = do(people.ada, handled, "ask_extension", due_at=beyond.isoformat(), reason="等外地回函。")
    assert refused.json()["errors"][0]["field"] == "due_at"
    asked = do(people.ada, handled, "ask_extension", due_at=later.isoformat(), reason="等外地回函。")
    assert asked.status_code == 200, asked.content
