"""Accepting: the service centre takes the problem on, and looks for who will lead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketAccepted
from tickets.models import Ticket


@transaction.atomic
def accept_ticket(*, ref: str, actor: User, at: datetime, version: int) -> Ticket:
    """Accepted; it now waits for a lead unit."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "accept")

    write(locked, row)

    return record(locked, TicketAccepted)
