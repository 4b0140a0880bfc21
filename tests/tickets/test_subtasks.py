"""Sub-tasks: given, accepted, returned, finished, late; and what they hold back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import Do
from tickets.actions.change_task_lamps import change_task_lamps
from tickets.models import SubTask, Ticket

ASKED = "请协调毕节方面增发两班返岗专列。"


@pytest.fixture
def given(people: World, handled: str, do: Do) -> dict[str, Any]:
    """Ada has asked Finn's department; the sub-task as Ada sees it."""
    answer = do(people.ada, handled, "give_subtask", unit=people.labour.pk, text=ASKED)
    assert answer.status_code == 200, answer.content
    (task,) = answer.json()["subtasks"]
    return {**task, "ticket": handled}


def act(user: Any, task: dict[str, Any], verb: str, **body: Any) -> Any:
    row = SubTask.objects.get(uuid=task["uuid"])
    return Browser(user).act(f"/subtasks/{task['uuid']}/{verb}", row.version, body)


def test_the_unit_asked_sees_the_ticket_and_its_task_and_is_told(
    people: World, given: dict[str, Any]
) -> None:
    seen = Browser(people.finn).get(f"/tickets/{given['ticket']}")
    assert seen.status_code == 200
    (task,) = seen.json()["subtasks"]
    assert task["text"] == ASKED
    assert task["state"] == "given"
    assert [one["verb"] for one in task["abilities"]] == ["accept", "return", "finish"]
    assert (seen.json()["tasks_done"], seen.json()["tasks_total"]) == (0, 1)
    told = EventRecord.objects.get(kind="subtask_given").notify
    assert people.finn.pk in told
    assert people.ada.pk not in told


def test_a_stranger_sees_neither(people: World, given: dict[str, Any]) -> None:
    assert Browser(people.cleo).get(f"/tickets/{given['ticket']}").status_code == 404
    assert act(people.cleo, given, "accept").status_code == 404


def test_the_enterprise_does_not_see_who_does_which_part(people: World, given: dict[str, Any]) -> None:
    seen = Browser(people.eva).get(f"/tickets/{given['ticket']}").json()
    assert seen["subtasks"] == []
    assert seen["tasks_total"] == 0
    assert "subtask_given" not in [
        row["kind"] for row in Browser(people.eva).get(f"/tickets/{given['ticket']}/timeline").json()
    ]
    assert Browser(people.eva).get("/subtasks").status_code == 403


def test_the_ticket_cannot_be_resolved_before_its_tasks_are_done(
    people: World, given: dict[str, Any], do: Do
) -> None:
    resolve = {"outcome": "solved", "public_reply": "两班专列已经加开。"}
    refused = do(people.ada, given["ticket"], "resolve", **resolve)
    assert refused.status_code == 409
    assert refused.json()["unfinished"] == 1
    assert act(people.finn, given, "finish", reply="专列已加开。").status_code == 200
    assert do(people.ada, given["ticket"], "resolve", **resolve).status_code == 200


def test_a_task_goes_its_way_by_the_table(people: World, given: dict[str, Any]) -> None:
    accepted = act(people.finn, given, "accept").json()["subtasks"][0]
    assert accepted["state"] == "accepted"
    assert accepted["holder"]["id"] == people.finn.pk
    assert act(people.finn, given, "return", reason="不归我们管。").status_code == 409
    finished = act(people.finn, given, "finish", reply="专列已加开。").json()["subtasks"][0]
    assert finished["state"] == "done"
    assert finished["lamp"] == "none"
    again = act(people.ada, given, "send_back", reason="还差一班。").json()["subtasks"][0]
    assert again["state"] == "accepted"
    assert act(people.finn, given, "cancel", reason="不办了。").status_code == 403
    assert act(people.ada, given, "cancel", reason="不需要了。").json()["tasks_total"] == 0


def test_a_returned_task_frees_the_ticket_and_says_why(people: World, given: dict[str, Any], do: Do) -> None:
    assert act(people.finn, given, "return", reason="").status_code == 400
    back = act(people.finn, given, "return", reason="应由交通部门办。").json()["subtasks"][0]
    assert (back["state"], back["reason"]) == ("returned", "应由交通部门办。")
    told = EventRecord.objects.get(kind="subtask_returned").notify
    assert people.ada.pk in told


def test_an_old_version_is_refused_with_the_new_one(people: World, given: dict[str, Any]) -> None:
    act(people.finn, given, "accept")
    late = Browser(people.finn).act(f"/subtasks/{given['uuid']}/finish", 1, {"reply": "办好了。"})
    assert late.status_code == 412
    assert late.json()["current"]["version"] == 2


def test_time_turns_a_task_red_once_and_tells_its_people(people: World, given: dict[str, Any]) -> None:
    due = SubTask.objects.get(uuid=given["uuid"]).due_at
    for _twice in range(2):
        change_task_lamps(at=due + timedelta(seconds=1))
    assert SubTask.objects.get(uuid=given["uuid"]).lamp == "red"
    reds = EventRecord.objects.filter(kind="subtask_lamp_changed", payload__lamp="red")
    assert {people.finn.pk, people.ada.pk} <= set(reds.get().notify)
    assert SubTask.objects.get(uuid=given["uuid"]).alarm_at is None


def test_a_late_answer_stays_late(people: World, given: dict[str, Any]) -> None:
    SubTask.objects.filter(uuid=given["uuid"]).update(due_at=timezone.now() - timedelta(hours=1))
    done = act(people.finn, given, "finish", reply="专列已加开。").json()["subtasks"][0]
    assert done["lamp"] == "red"
    assert EventRecord.objects.get(kind="subtask_finished").payload["late"] is True


def test_a_ticket_that_ends_takes_its_tasks_with_it(people: World, given: dict[str, Any], do: Do) -> None:
    assert do(people.eva, given["ticket"], "withdraw", reason="已自行解决。").status_code == 200
    assert SubTask.objects.get(uuid=given["uuid"]).state == "cancelled"
    ticket = Ticket.objects.get(ref=given["ticket"])
    assert (ticket.tasks_done, ticket.tasks_total, ticket.helper_units) == (0, 0, [])


def test_a_unit_lists_what_it_must_do_for_others(people: World, given: dict[str, Any]) -> None:
    page = Browser(people.finn).get("/subtasks", mine="true", open="true").json()
    (line,) = page["results"]
    assert line["task"]["uuid"] == given["uuid"]
    assert line["ticket"]["ref"] == given["ticket"]
    assert [one["verb"] for one in line["task"]["abilities"]] == ["accept", "return", "finish"]
    assert Browser(people.ada).get("/subtasks", mine="true").json()["results"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "请协助。"}, "unit"),
        ({"unit": 1, "text": "请协助。", "days": 99}, "days"),
        ({"unit": 10**9, "text": "请协助。"}, "unit"),
    ],
)
def test_a_bad_order_names_its_field(
    people: World, handled: str, do: Do, body: dict[str, Any], field: str
) -> None:
    refused = do(people.ada, handled, "give_subtask", **body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == field


def test_nobody_helps_himself(people: World, handled: str, do: Do) -> None:
    refused = do(people.ada, handled, "give_subtask", unit=people.team.pk, text="请协助。")
    assert refused.status_code == 400


def test_no_part_comes_to_life_behind_a_resolved_ticket(people: World, given: dict[str, Any], do: Do) -> None:
    assert act(people.finn, given, "finish", reply="已加开两班。").status_code == 200
    resolved = do(people.ada, given["ticket"], "resolve", outcome="solved", public_reply="专列已加开两班。")
    assert resolved.status_code == 200
    (task,) = resolved.json()["subtasks"]
    assert task["abilities"] == []
    assert act(people.ada, given, "send_back", reason="还差一班。").status_code == 409
