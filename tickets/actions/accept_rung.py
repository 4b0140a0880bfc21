"""Accepting a rung (接办): whoever was called has it now, and only now the rungs below are closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions import _ladder
from tickets.actions._transition import ask, lock, record, write
from tickets.events import RungAccepted
from tickets.models import Ticket


@transaction.atomic
def accept_rung(*, ref: str, actor: User, at: datetime, version: int) -> Ticket:
    """The duty to accept is met, late or in time."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "accept_rung")

    _ladder.accept(locked.ledger, locked.ticket, at, actor)
    write(locked, row)

    return record(locked, RungAccepted, level=locked.ticket.rung)
