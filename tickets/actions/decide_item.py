"""Deciding on one item of the agenda: words, and sub-tasks with unit and deadline."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._meeting import lock_meeting
from tickets.actions._tasks import announce
from tickets.actions._transition import lock
from tickets.actions.assign_ticket import unit_named
from tickets.actions.give_subtask import put_task
from tickets.models import Meeting
from tickets.rules.lifecycle import TABLE
from tickets.rules.subtasks import SubTaskKind


@dataclass(frozen=True, kw_only=True)
class TaskOrder:
    """A decision's task: who does what within how many working days."""

    unit: int
    text: str
    days: int | None = None
    person: int | None = None
    uuid: uuids.UUID | None = None


@transaction.atomic
def decide_item(
    *,
    uuid: uuids.UUID,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    decision: str,
    tasks: Sequence[TaskOrder] = (),
) -> Meeting:
    """Decided; the tasks start at once. Deciding again replaces the words and adds tasks."""
    meeting = lock_meeting(uuid, actor, version)
    item = meeting.items.select_related("ticket").filter(ticket__ref=ref).first()
    if item is None:
        raise Http404
    if len(decision.strip()) < 2:
        raise InvalidField(_("请写明决定。"), field="decision", remedy=_("会议纪要会写进工单。"))

    item.decision, item.decided_at = decision.strip(), at
    item.save()
    for order in tasks:
        locked = lock(ref=ref, actor=actor, at=at, version=None)
        unit = unit_named(order.unit, at)
        task = put_task(
            locked,
            TABLE["give_subtask"],
            unit,
            order.text,
            person=order.person,
            days=order.days,
            kind=SubTaskKind.DECISION,
            item=item,
            uuid=order.uuid,
        )
        announce(locked, task)
    meeting.version += 1
    meeting.save()

    return meeting
