"""Not solved: the enterprise, or the callback, sends the result back to be redone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._failed import tell_failed_twice
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketRejected
from tickets.models import Ticket


@transaction.atomic
def reject_result(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """Redo with half the time; counted in the redo rate."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "reject")
    given = reason_given(reason)

    write(locked, row, redone=locked.ticket.redone + 1, resolved_at=None)

    record(locked, TicketRejected, reason=given)
    return tell_failed_twice(locked, "redone")
