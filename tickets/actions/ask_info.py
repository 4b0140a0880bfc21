"""Asking the enterprise for what is missing; the clocks rest while it answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._keeping import Resting
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import InfoAsked
from tickets.models import Ticket


@transaction.atomic
def ask_info(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """The question goes to the enterprise; every clock pauses."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "ask_info")
    given = reason_given(reason)

    write(locked, row, resting=Resting(reason="enterprise", text=given))

    return record(locked, InfoAsked, reason=given)
