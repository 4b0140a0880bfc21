"""Deciding on more time: the first by the coordinator, a second by a leader; the firm is told the new deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from grid.rules.calendar import between
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import ExtensionDecided
from tickets.models import RequestKind, Ticket, TicketRequest


@transaction.atomic
def decide_extension(
    *, ref: str, actor: User, at: datetime, version: int, decision: str, reason: str = ""
) -> Ticket:
    """Granted moves the effective deadline and keeps the original beside it; refused needs a reason."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "decide_extension")
    given = reason.strip() if decision == "granted" else reason_given(reason)
    ticket = locked.ticket
    request = TicketRequest.objects.get(ticket=ticket, kind=RequestKind.EXTENSION, decision="")

    request.decision, request.decided_by = decision, actor
    request.decided_at, request.decision_reason = at, given
    request.save()
    clock = locked.clocks.resolving()
    if decision == "granted" and clock and clock.due_at and request.proposed_due_at:
        more = between(locked.calendar, clock.due_at, request.proposed_due_at)
        locked.clocks.give(clock, at, clock.budget_seconds + more)
    write(locked, row)

    due_at = ticket.due_at.isoformat() if ticket.due_at else None
    return record(locked, ExtensionDecided, decision=decision, reason=given, due_at=due_at)
