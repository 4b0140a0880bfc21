"""Assigning: the coordinator names the unit that leads; a unit's lead names the person within it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, NotAllowed
from grid.models import Unit
from grid.selectors import members_of
from tickets.actions._transition import Locked, ask, lock, record, write
from tickets.events import TicketAssigned
from tickets.models import Ticket
from tickets.rules.lifecycle import Part


@transaction.atomic
def assign_ticket(
    *,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    unit: int,
    person: int | None = None,
    reason: str = "",
) -> Ticket:
    """Assigned to the unit, and to a person of it when one is named; the unit acknowledges anew."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "assign")
    _within_reach(locked, unit)
    chosen = unit_named(unit, at)
    check_member(chosen, person, at)

    write(locked, row, holder_unit_id=chosen.pk, holder_id=person)

    return record(locked, TicketAssigned, reason=reason.strip())


def unit_named(unit: int, at: datetime) -> Unit:
    """An existing unit. InvalidField otherwise."""
    found = Unit.objects.existing(timezone.localdate(at)).filter(pk=unit).first()
    if found is None:
        raise InvalidField(_("没有这个单位。"), field="unit", remedy=_("请从单位列表中选择。"))
    chosen: Unit = found
    return chosen


def check_member(unit: Unit, person: int | None, at: datetime) -> None:
    """A named person belongs to the unit today. InvalidField otherwise."""
    if person is not None and person not in members_of(unit.pk, timezone.localdate(at)):
        raise InvalidField(
            _("这个人不在所选单位。"), field="person", remedy=_("请选择该单位的成员,或留空由单位自行安排。")
        )


def _within_reach(locked: Locked, unit: int) -> None:
    if Part.COORDINATOR not in locked.parts and unit != locked.ticket.holder_unit_id:
        raise NotAllowed(
            _("您只能在本单位内安排人员。"), field="unit", remedy=_("要换单位,请移交或提出异议。")
        )
