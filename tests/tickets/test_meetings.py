"""The joint meeting: its agenda fills itself, its decisions become tasks, its minutes return to the tickets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tickets.actions.fill_agendas import fill_agendas
from tickets.models import AgendaItem, Meeting, Ticket
from tickets.rules.supervising import TOP

TOMORROW = timedelta(days=1)


def plan(user: Any, **more: Any) -> Any:
    begins = (timezone.now() + TOMORROW).isoformat()
    return Browser(user).create("/meetings", {"title": "第三次联席会议", "begins_at": begins, **more})


def act(user: Any, meeting: dict[str, Any], verb: str, body: dict[str, Any]) -> Any:
    version = Meeting.objects.get(uuid=meeting["uuid"]).version
    return Browser(user).act(f"/meetings/{meeting['uuid']}/{verb}", version, body)


@pytest.fixture
def top(people: World, handled: str) -> str:
    """Eva's ticket, escalated to the top rung."""
    Ticket.objects.filter(ref=handled).update(rung=TOP, rung_state="accepted", rung_since=timezone.now())
    return handled


@pytest.fixture
def meeting(people: World, top: str) -> dict[str, Any]:
    answer = plan(people.dora, units=[people.labour.pk])
    assert answer.status_code == 201, answer.content
    planned: dict[str, Any] = answer.json()
    return planned


def test_an_agenda_fills_from_the_top_rung_and_its_table_from_the_units_concerned(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    assert [item["ref"] for item in meeting["items"]] == [top]
    assert meeting["items"][0]["origin"] == "ladder"
    assert {people.labour.pk, people.team.pk} <= {seat["unit"]["id"] for seat in meeting["units"]}
    assert Browser(people.finn).get(f"/tickets/{top}").status_code == 200


def test_what_reaches_the_top_later_joins_the_next_agenda_once(people: World, handled: str) -> None:
    planned = plan(people.dora).json()
    assert planned["items"] == []
    Ticket.objects.filter(ref=handled).update(rung=TOP, rung_state="accepted", rung_since=timezone.now())
    assert Browser(people.dora).get("/meetings").json()["waiting"] == 1
    assert [fill_agendas(at=timezone.now()) for _twice in range(2)] == [1, 0]
    assert Browser(people.dora).get("/meetings").json()["waiting"] == 0
    assert AgendaItem.objects.filter(ticket__ref=handled).count() == 1


def test_a_decision_becomes_tasks_and_the_minutes_return_to_the_ticket(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    decided = act(
        people.dora,
        meeting,
        "decide",
        {
            "ref": top,
            "decision": "由人社部门包车,三个工作日内完成。",
            "tasks": [{"unit": people.labour.pk, "text": "落实两辆包车。", "days": 3}],
        },
    )
    assert decided.status_code == 200, decided.content
    (item,) = decided.json()["items"]
    assert item["tasks"][0]["state"] == "given"
    held = act(
        people.dora, meeting, "hold", {"minutes": "会议同意由人社部门包车。", "attended": [people.labour.pk]}
    )
    assert held.status_code == 200
    assert held.json()["state"] == "held"
    seats = {seat["unit"]["id"]: seat["attended"] for seat in held.json()["units"]}
    assert seats[people.labour.pk] is True
    assert seats[people.team.pk] is False
    seen = Browser(people.ada).get(f"/tickets/{top}").json()
    assert seen["subtasks"][0]["kind"] == "decision"
    assert seen["meetings"][0]["decision"].startswith("由人社部门")
    event = EventRecord.objects.get(kind="meeting_decided")
    assert event.payload["minutes"] == "会议同意由人社部门包车。"
    assert people.ada.pk in event.notify


def test_the_enterprise_reads_that_a_meeting_dealt_with_it_and_not_what_was_said(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    act(people.dora, meeting, "decide", {"ref": top, "decision": "由人社部门包车。"})
    act(people.dora, meeting, "hold", {"minutes": "会议同意由人社部门包车。"})
    lines = Browser(people.eva).get(f"/tickets/{top}/timeline").json()
    (line,) = [row for row in lines if row["kind"] == "meeting_decided"]
    assert "包车" not in str(line["data"])
    assert Browser(people.eva).get(f"/tickets/{top}").json()["meetings"] == []
    assert Browser(people.eva).get("/meetings").status_code == 403


def test_what_was_not_decided_waits_for_the_next_meeting(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    assert act(people.dora, meeting, "hold", {"minutes": "时间不够,下次再议。"}).status_code == 200
    event = EventRecord.objects.get(kind="meeting_put_off")
    assert event.payload["minutes"] == "时间不够,下次再议。"
    assert people.ada.pk in event.notify
    kinds = [row["kind"] for row in Browser(people.eva).get(f"/tickets/{top}/timeline").json()]
    assert "meeting_put_off" not in kinds
    again = plan(people.dora).json()
    assert [item["ref"] for item in again["items"]] == [top]


def test_what_was_decided_comes_back_only_when_it_rises_again(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    act(people.dora, meeting, "decide", {"ref": top, "decision": "由人社部门包车。"})
    act(people.dora, meeting, "hold", {"minutes": "会议同意由人社部门包车。"})
    assert plan(people.dora).json()["items"] == []
    Ticket.objects.filter(ref=top).update(rung_since=timezone.now())
    assert fill_agendas(at=timezone.now()) == 1


def test_a_meeting_called_off_gives_its_tickets_back(
    people: World, meeting: dict[str, Any], top: str
) -> None:
    assert act(people.dora, meeting, "cancel", {"reason": "防汛值班。"}).status_code == 200
    assert Browser(people.dora).get("/meetings").json()["waiting"] == 1
    assert Ticket.objects.get(ref=top).helper_units == []


def test_agenda_and_table_are_changed_by_hand(people: World, meeting: dict[str, Any], top: str) -> None:
    changed = Browser(people.dora).patch(
        f"/meetings/{meeting['uuid']}",
        {"place": "三楼会议室", "tickets": [], "units": [people.other_team.pk]},
        version=meeting["version"],
    )
    assert changed.status_code == 200, changed.content
    body = changed.json()
    assert (body["place"], body["items"]) == ("三楼会议室", [])
    assert [seat["unit"]["id"] for seat in body["units"]] == [people.other_team.pk]
    unknown = Browser(people.dora).patch(
        f"/meetings/{meeting['uuid']}", {"tickets": ["QT-1"]}, version=body["version"]
    )
    assert unknown.status_code == 400
    assert unknown.json()["errors"][0]["field"] == "tickets"


def test_only_those_at_the_table_see_a_meeting_and_only_coordinators_and_leaders_steer_it(
    people: World, meeting: dict[str, Any]
) -> None:
    assert Browser(people.finn).get(f"/meetings/{meeting['uuid']}").json()["abilities"] == []
    assert Browser(people.cleo).get(f"/meetings/{meeting['uuid']}").status_code == 404
    assert act(people.finn, meeting, "hold", {"minutes": "同意全部事项。"}).status_code == 403
    assert act(people.cleo, meeting, "hold", {"minutes": "同意全部事项。"}).status_code == 404
    assert plan(people.finn).status_code == 403
    assert "hold" in Browser(people.lena).get(f"/meetings/{meeting['uuid']}").json()["abilities"]


def test_a_meeting_lies_ahead(people: World) -> None:
    refused = plan(people.dora, begins_at=(timezone.now() - TOMORROW).isoformat())
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "begins_at"
