"""Returning a rung (提级退回): once, with a reason; the ruling follows within a working day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions import _ladder
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import RungReturned
from tickets.models import Ticket


@transaction.atomic
def return_rung(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """It stays on the rung until somebody rules; a second return is not possible."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "return_rung")
    given = reason_given(reason)

    _ladder.give_back(locked.ledger, locked.ticket, at, given)
    write(locked, row)

    return record(locked, RungReturned, level=locked.ticket.rung, reason=given)
