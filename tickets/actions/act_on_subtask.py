"""The verbs of a sub-task: accept, return, finish, send back, cancel. Its table is rules/subtasks.py."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, NotAllowed, Stale, WrongState
from grid.selectors import scope_for
from tickets.actions._teamwork import end_task, people_of, recount, unit_card
from tickets.actions._transition import Locked, lock, reason_given, record, touch
from tickets.events import (
    SubtaskAccepted,
    SubtaskCancelled,
    SubtaskFinished,
    SubtaskReturned,
    SubtaskSentBack,
    TicketEvent,
)
from tickets.models import SubTask, Ticket
from tickets.rules import sla
from tickets.rules.subtasks import LIVE, TABLE, SubTaskRow, SubTaskState
from tickets.selectors.subtasks import parts_in

TOLD: dict[str, type[TicketEvent]] = {
    "accept": SubtaskAccepted,
    "return": SubtaskReturned,
    "finish": SubtaskFinished,
    "send_back": SubtaskSentBack,
    "cancel": SubtaskCancelled,
}


@transaction.atomic
def act_on_subtask(
    *, uuid: uuids.UUID, verb: str, actor: User, at: datetime, version: int, **sent: str
) -> Ticket:
    """One verb on a visible sub-task, under its ticket's lock. Http404, Stale, NotAllowed, WrongState."""
    found = SubTask.objects.visible_to(scope_for(actor)).filter(uuid=uuid).select_related("ticket").first()
    if found is None:
        raise Http404
    locked = lock(ref=found.ticket.ref, actor=actor, at=at, version=None)
    task = SubTask.objects.select_related("unit").get(pk=found.pk)

    row = _ask(locked, task, verb, version)
    words = {name: _given(name, sent.get(name, "")) for name in row.needs}

    _write(locked, task, row, words)
    touch(locked, **recount(locked.ticket))

    return _record(locked, task, verb, words)


def _ask(locked: Locked, task: SubTask, verb: str, version: int) -> SubTaskRow:
    row = TABLE[verb]
    if task.version != version:
        raise Stale(
            _("子任务刚刚被更新,请查看最新内容。"),
            remedy=_("请查看最新内容后再操作。"),
            current={"uuid": str(task.uuid), "state": task.state, "version": task.version},
        )
    if row.part not in parts_in(task, locked.parts, scope_for(locked.actor)):  # type: ignore[arg-type]
        raise NotAllowed(_("您不能对这项子任务做这项操作。"), remedy=_("请联系承办单位或协调员。"), verb=verb)
    if task.state not in row.sources or locked.state not in LIVE:
        raise WrongState(
            _("子任务现在的状态不允许这项操作。"), remedy=_("请刷新后查看现在可以做什么。"), verb=verb
        )
    return row


def _given(name: str, text: str) -> str:
    if name == "reason":
        return reason_given(text)
    if len(text.strip()) < 2:
        raise InvalidField(_("请写明办了什么。"), field=name, remedy=_("承办单位会看到这段话。"))
    return text.strip()


def _write(locked: Locked, task: SubTask, row: SubTaskRow, words: dict[str, str]) -> None:
    for name, value in words.items():
        setattr(task, name, value)
    if row.target is SubTaskState.ACCEPTED:
        _runs_again(locked, task) if task.state == SubTaskState.DONE else _accepted(locked, task)
    else:
        end_task(task, row.target, locked.at)
    task.save()


def _accepted(locked: Locked, task: SubTask) -> None:
    task.state, task.accepted_at, task.version = SubTaskState.ACCEPTED, locked.at, task.version + 1
    task.holder = task.holder or locked.actor


def _runs_again(locked: Locked, task: SubTask) -> None:
    """Sent back: half the time, as a redo."""
    task.budget_seconds = sla.redo_budget(task.budget_seconds)
    face = sla.face(locked.calendar, sla.started(task.budget_seconds, locked.at), locked.at)
    assert face.due_at is not None
    task.clock_started_at = locked.at
    task.due_at, task.alarm_at, task.lamp = face.due_at, face.alarm_at, face.lamp
    task.state, task.ended_at, task.version = SubTaskState.ACCEPTED, None, task.version + 1


def _record(locked: Locked, task: SubTask, verb: str, words: dict[str, str]) -> Ticket:
    carried: dict[str, Any] = {"subtask": str(task.uuid), "task_unit": dict(unit_card(task.unit)), **words}
    if verb == "finish":
        carried["late"] = locked.at > task.due_at
    told = TABLE[verb].part == "giver"
    also = people_of(task.unit, task.holder_id, timezone.localdate(locked.at)) if told else [task.given_by_id]
    return record(locked, TOLD[verb], also=also, **carried)
