"""Ruling on an objection the same day: granted, it goes to another unit; refused, it stays, and that is final."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._failed import tell_failed_twice
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.actions.assign_ticket import unit_named
from tickets.events import ObjectionRuled
from tickets.models import ClockKind, RequestKind, Ticket, TicketRequest


@transaction.atomic
def rule_objection(
    *,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    decision: str,
    reason: str,
    unit: int | None = None,
) -> Ticket:
    """Granted needs another unit and counts as returned; refused leaves the holder as it is."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "rule_objection")
    given, ticket = reason_given(reason), locked.ticket
    goal: dict[str, Any] = {
        "holder_unit_id": ticket.holder_unit_id,
        "holder_id": ticket.holder_id,
        "returned": ticket.returned,
    }
    if decision == "granted":
        if unit is None or unit == ticket.holder_unit_id:
            raise InvalidField(_("同意退回时,请选择接手的单位。"), field="unit", remedy=_("应与原单位不同。"))
        chosen = unit_named(unit, at)
        goal = {"holder_unit_id": chosen.pk, "holder_id": None, "returned": ticket.returned + 1}

    TicketRequest.objects.filter(ticket=ticket, kind=RequestKind.OBJECTION, decision="").update(
        decision=decision, decided_by=actor, decided_at=at, decision_reason=given
    )
    for duty in locked.clocks.alive(ClockKind.RULING):
        locked.clocks.end(duty, at, met=True)
    write(locked, row, **goal)

    record(locked, ObjectionRuled, decision=decision, reason=given)
    return tell_failed_twice(locked, "returned") if decision == "granted" else ticket
