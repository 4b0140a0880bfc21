"""Handing over: the holder passes the problem to the lead department behind it, or to another unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.actions.assign_ticket import unit_named
from tickets.events import TicketHandedOver
from tickets.models import Ticket


@transaction.atomic
def hand_over(
    *, ref: str, actor: User, at: datetime, version: int, reason: str, unit: int | None = None
) -> Ticket:
    """Assigned to the rule's lead unit (or the unit named); the time to resolve goes on."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "hand_over")
    given = reason_given(reason)
    wanted = unit or locked.ticket.lead_unit_id
    if wanted is None or wanted == locked.ticket.holder_unit_id:
        raise InvalidField(
            _("请选择要移交到的另一个单位。"), field="unit", remedy=_("这类问题没有预设的牵头部门。")
        )
    chosen = unit_named(wanted, at)

    write(locked, row, holder_unit_id=chosen.pk, holder_id=None)

    return record(locked, TicketHandedOver, reason=given)
