"""Objecting (异议退回): the unit says once why it is not the one; the coordinator rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import WrongState
from grid.rules.calendar import between
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import ObjectionRaised
from tickets.models import ClockKind, RequestKind, Ticket, TicketRequest
from tickets.rules import sla


@transaction.atomic
def object_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """An open objection beside the state, within one working day of coming to the unit. The table offers it once a
    unit: a ruling is final, and is owed the same day."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "object")
    given = reason_given(reason)
    if between(locked.calendar, _came(locked.ticket), at) > locked.calendar.day_seconds():
        raise WrongState(
            _("异议应在派到本单位后一个工作日内提出。"),
            remedy=_("请先签收办理,或联系协调员。"),
            verb="object",
        )

    TicketRequest.objects.create(
        ticket=locked.ticket,
        kind=RequestKind.OBJECTION,
        reason=given,
        asked_by=actor,
        asked_at=at,
        unit_id=locked.ticket.holder_unit_id,
    )
    locked.clocks.new_duty(at, ClockKind.RULING, sla.rest_of_day(locked.calendar, at))
    write(locked, row)

    return record(locked, ObjectionRaised, reason=given)


def _came(ticket: Ticket) -> datetime:
    """When it came to the unit that has it, whoever held it there since."""
    came = ticket.submitted_at
    for span in ticket.spans.order_by("-id"):
        if span.unit_id != ticket.holder_unit_id:
            break
        came = span.started_at
    return came
