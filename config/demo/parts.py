"""The parts of the units that a rule names along: asked when the lead unit takes a drawn ticket on, and done beside it.

As tickets.actions._tasks and act_on_subtask do it, on a ticket that is not in the database yet.
"""

from __future__ import annotations

from typing import Any

from accounts.models import User
from config.demo.case import Case
from config.demo.chance import Chance
from tickets import events as e
from tickets.actions._tasks import part_of
from tickets.actions._teamwork import end_task, unit_card
from tickets.models import SubTask
from tickets.rules import sla
from tickets.rules.subtasks import CO_HANDLING_DAYS, UNFINISHED, SubTaskKind, SubTaskState


def ask_co_handlers(case: Case, by: User) -> None:
    """Each unit once, as soon as the lead unit has acknowledged."""
    ticket = case.ticket
    if ticket.lead_unit_id is None or ticket.holder_unit_id != ticket.lead_unit_id:
        return
    asked = {task.unit_id for task in case.parts_given}
    for unit in sorted(set(case.co_units) - asked - {ticket.holder_unit_id}):
        _ask(case, by, unit)


def accept(case: Case, task: SubTask) -> None:
    """Somebody of the unit takes it on."""
    doer = _doer(case, task)
    task.state, task.accepted_at, task.version = SubTaskState.ACCEPTED, case.now, task.version + 1
    task.holder = doer
    case.touch(e.SubtaskAccepted, doer, _named(case, task), also=[task.given_by_id])


def finish(case: Case, task: SubTask, reply: str) -> None:
    """Done, with a word to the unit that holds the ticket."""
    end_task(task, SubTaskState.DONE, case.now)
    task.reply = reply
    payload = {**_named(case, task), "reply": reply, "late": case.now > task.due_at}
    done = case.ticket.tasks_done + 1
    case.touch(e.SubtaskFinished, _doer(case, task), payload, also=[task.given_by_id], tasks_done=done)


def unfinished(case: Case) -> list[SubTask]:
    """Those that hold the ticket back."""
    return [task for task in case.parts_given if task.state in UNFINISHED]


def _ask(case: Case, by: User, unit: int) -> None:
    ticket, desk, at = case.ticket, case.desk, case.now
    budget = CO_HANDLING_DAYS * desk.calendar.day_seconds()
    face = sla.face(desk.calendar, sla.started(budget, at), at)
    assert face.due_at is not None
    task = SubTask(
        uuid=Chance(desk.seed, "part", ticket.ref, str(unit)).uuid(),
        ticket=ticket,
        kind=SubTaskKind.CO_HANDLING,
        unit=desk.roster.units[unit],
        text=part_of(ticket),
        given_by=by,
        given_at=at,
        budget_seconds=budget,
        clock_started_at=at,
        due_at=face.due_at,
        alarm_at=face.alarm_at,
        lamp=face.lamp,
    )
    case.parts_given.append(desk.book.add(task))
    case.touch(
        e.SubtaskGiven,
        by,
        {
            **_named(case, task),
            "task_kind": str(task.kind),
            "text": task.text,
            "due_at": task.due_at.isoformat(),
        },
        also=_people(case, unit),
        tasks_total=ticket.tasks_total + 1,
        helper_units=sorted({*ticket.helper_units, unit}),
    )


def _people(case: Case, unit: int) -> list[int]:
    day, roster = case.desk.campaign.local_day(case.now), case.desk.roster
    return roster.leads(unit, day) or roster.members(unit, day)


def _doer(case: Case, task: SubTask) -> User:
    day, roster = case.desk.campaign.local_day(case.now), case.desk.roster
    return task.holder or roster.people[roster.workers(task.unit_id, day)[0]]


def _named(case: Case, task: SubTask) -> dict[str, Any]:
    return {"subtask": str(task.uuid), "task_unit": dict(unit_card(task.unit))}
