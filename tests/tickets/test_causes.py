"""Shared causes: many enterprises, one answer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.open_ticket import open_ticket
from tickets.actions.route_ticket import route_ticket
from tickets.models import CommonCause, Ticket


@pytest.fixture
def two(people: World, routed: str) -> list[str]:
    """Eva's ticket, and one that Cleo wrote down for the fibre maker, in almost the same words."""
    other = open_ticket(
        actor=people.cleo,
        at=timezone.now(),
        uuid=uuid.uuid4(),
        enterprise=people.fibre.uuid,
        category="LAB-RET",
        text=TEXT.replace("386", "120"),
    )
    route_ticket(ref=other.ref, at=timezone.now())
    return [routed, other.ref]


@pytest.fixture
def cause(people: World, two: list[str]) -> dict[str, Any]:
    """Dora opened it for the labour department, with both tickets."""
    answer = Browser(people.dora).create(
        "/causes", {"title": "毕节方向无返岗班车", "unit": people.labour.pk, "days": 3, "tickets": two}
    )
    assert answer.status_code == 201, answer.content
    detail: dict[str, Any] = answer.json()
    return detail


def answer(user: Any, cause: dict[str, Any], **body: Any) -> Any:
    version = CommonCause.objects.get(ref=cause["ref"]).version
    return Browser(user).act(
        f"/causes/{cause['ref']}/answer",
        version,
        {"outcome": "solved", "answer": "明日起加开两班返岗专列,凭企业证明上车。", **body},
    )


def test_a_cause_counts_its_tickets_and_its_unit_sees_them(people: World, cause: dict[str, Any]) -> None:
    assert (cause["total"], cause["waiting"]) == (2, 2)
    seen = Browser(people.finn).get(f"/causes/{cause['ref']}").json()
    assert len(seen["tickets"]) == 2
    assert seen["abilities"] == ["answer"]


def test_one_answer_resolves_every_ticket_and_each_enterprise_judges_for_itself(
    people: World, cause: dict[str, Any], two: list[str], do: Do
) -> None:
    done = answer(people.finn, cause)
    assert done.status_code == 200
    assert done.json()["state"] == "answered"
    assert set(Ticket.objects.filter(ref__in=two).values_list("state", flat=True)) == {"resolved"}
    seen = Browser(people.eva).get(f"/tickets/{two[0]}").json()
    assert seen["public_reply"].startswith("明日起加开")
    assert seen["cause"]["title"] == cause["title"]
    assert do(people.eva, two[0], "reject", reason="没有接到通知。").status_code == 200
    assert Ticket.objects.get(ref=two[0]).state == "redo"
    assert Ticket.objects.get(ref=two[1]).state == "resolved"


def test_a_cause_ends_only_when_its_tickets_have(
    people: World, cause: dict[str, Any], two: list[str], do: Do
) -> None:
    answer(people.finn, cause)
    early = Browser(people.finn).act(f"/causes/{cause['ref']}/close", 2, {})
    assert early.status_code == 409
    assert set(early.json()["unfinished"]) == set(two)
    for ref in two:
        assert do(people.dora, ref, "close", reason="企业已电话确认。").status_code == 200
    closed = Browser(people.finn).act(f"/causes/{cause['ref']}/close", 2, {})
    assert closed.status_code == 200
    assert closed.json()["state"] == "closed"


def test_a_ticket_with_unfinished_tasks_is_left_and_counted(
    people: World, cause: dict[str, Any], two: list[str], do: Do
) -> None:
    do(people.ada, two[0], "acknowledge")
    assert (
        do(people.ada, two[0], "give_subtask", unit=people.other_team.pk, text="请派车。").status_code == 200
    )
    assert answer(people.finn, cause).json()["waiting"] == 2
    assert Ticket.objects.get(ref=two[0]).state == "handling"


def test_strangers_may_read_a_cause_but_not_answer_it(people: World, cause: dict[str, Any]) -> None:
    assert Browser(people.cleo).get(f"/causes/{cause['ref']}").status_code == 200
    assert answer(people.cleo, cause).status_code == 403
    assert Browser(people.eva).get(f"/causes/{cause['ref']}").status_code == 403
    assert (
        Browser(people.ada).create("/causes", {"title": "无班车", "unit": people.labour.pk}).status_code
        == 403
    )


def test_a_ticket_leaves_the_cause_with_a_reason(
    people: World, cause: dict[str, Any], two: list[str], do: Do
) -> None:
    assert do(people.dora, two[0], "leave_cause", reason="是另一条线路。").status_code == 200
    assert Browser(people.dora).get(f"/causes/{cause['ref']}").json()["total"] == 1
    assert do(people.dora, two[0], "join_cause", cause=cause["ref"]).status_code == 200
    assert do(people.dora, two[0], "join_cause", cause=cause["ref"]).status_code == 409


def test_what_reads_alike_is_found(people: World, two: list[str]) -> None:
    (found,) = Browser(people.dora).get(f"/tickets/{two[0]}/alike").json()
    assert found["card"]["ref"] == two[1]
    assert found["likeness"] > 0.8
    assert Browser(people.ada).get(f"/tickets/{two[0]}/alike").json() == []
