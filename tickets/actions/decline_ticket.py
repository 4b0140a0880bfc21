"""Declining: the problem is not one this service can take, and the reason says where to go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketDeclined
from tickets.models import Ticket


@transaction.atomic
def decline_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """Declined with a reason the enterprise reads."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "decline")
    given = reason_given(reason)

    write(locked, row, closed_at=at)

    return record(locked, TicketDeclined, reason=given)
