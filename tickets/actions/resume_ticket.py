"""Taking a matter off hold again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketResumed
from tickets.models import Ticket


@transaction.atomic
def resume_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str = "") -> Ticket:
    """Handled again; the clocks go on from what they had used."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "resume")

    write(locked, row, review_on=None)

    return record(locked, TicketResumed, reason=reason.strip())
