"""Asking another unit to do a part (加派, 协办): a sub-task with a clock of its own."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from grid.models import Unit
from tickets.actions._tasks import announce, new_task
from tickets.actions._teamwork import recount
from tickets.actions._transition import Locked, ask, lock, write
from tickets.actions.assign_ticket import check_member, unit_named
from tickets.models import AgendaItem, SubTask, Ticket
from tickets.rules.lifecycle import Row
from tickets.rules.subtasks import MOST_DAYS, SubTaskKind


@transaction.atomic
def give_subtask(
    *,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    unit: int,
    text: str,
    person: int | None = None,
    days: int | None = None,
    uuid: uuids.UUID | None = None,
) -> Ticket:
    """The unit is told, sees the ticket from now on, and has `days` working days (three when not said).

    `uuid` names the sub-task; one is drawn when it is not given.
    """
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "give_subtask")
    chosen = unit_named(unit, at)
    if chosen.pk == locked.ticket.holder_unit_id:
        raise InvalidField(
            _("承办单位不能给自己派协办。"), field="unit", remedy=_("请选择另一个单位,或在单位内安排人员。")
        )

    task = put_task(
        locked, row, chosen, text, person=person, days=days, kind=SubTaskKind.CO_HANDLING, uuid=uuid
    )

    return announce(locked, task)


def put_task(
    locked: Locked,
    row: Row,
    unit: Unit,
    text: str,
    *,
    person: int | None,
    days: int | None,
    kind: SubTaskKind,
    item: AgendaItem | None = None,
    uuid: uuids.UUID | None = None,
) -> SubTask:
    """The row of a new sub-task on a locked ticket. InvalidField for an empty text, a stranger, too many days."""
    if len(text.strip()) < 2:
        raise InvalidField(_("请写明要做什么。"), field="text", remedy=_("对方会看到这段话。"))
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise InvalidField(
            _("期限应为 1 到 %(most)d 个工作日。") % {"most": MOST_DAYS},
            field="days",
            remedy=_("请重新填写。"),
        )
    check_member(unit, person, locked.at)
    task = new_task(locked, unit, text, person=person, days=days, kind=kind, item=item, uuid=uuid)
    write(locked, row, **recount(locked.ticket))
    return task
