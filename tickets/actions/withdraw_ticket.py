"""Withdrawing: the enterprise no longer needs it. A sample of these is audited."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketWithdrawn
from tickets.models import Ticket


@transaction.atomic
def withdraw_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """Withdrawn by the enterprise, with its reason."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "withdraw")
    given = reason_given(reason)

    write(locked, row, closed_at=at)

    return record(locked, TicketWithdrawn, reason=given)
