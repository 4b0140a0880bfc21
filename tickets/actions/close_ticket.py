"""Closing off (销号) by the service centre, after its callback or when the enterprise stays silent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketClosed
from tickets.models import Ticket


@transaction.atomic
def close_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """Closed with a reason."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "close")
    given = reason_given(reason)

    write(locked, row, closed_at=at)

    return record(locked, TicketClosed, reason=given)
