"""Reopening within thirty days, because the problem is back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._failed import tell_failed_twice
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketReopened
from tickets.models import Ticket


@transaction.atomic
def reopen_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """Redo by the same unit; the earlier rating stays on record."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "reopen")
    given = reason_given(reason)

    write(locked, row, redone=locked.ticket.redone + 1, resolved_at=None, closed_at=None)

    record(locked, TicketReopened, reason=given)
    return tell_failed_twice(locked, "redone")
