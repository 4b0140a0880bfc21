"""Acknowledging (签收): the unit has the problem in hand, and a named person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._tasks import ask_co_handlers
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketAcknowledged
from tickets.models import Ticket


@transaction.atomic
def acknowledge_ticket(*, ref: str, actor: User, at: datetime, version: int) -> Ticket:
    """In handling; whoever acknowledges for a unit without a named holder becomes the holder, and in
    the unit that leads the co-handlers named by the rule are asked for their parts."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "acknowledge")

    write(locked, row, holder_id=locked.ticket.holder_id or actor.pk)

    record(locked, TicketAcknowledged)
    return ask_co_handlers(locked)
