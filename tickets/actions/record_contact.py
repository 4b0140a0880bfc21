"""First contact: somebody spoke with the enterprise, how and what was said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, record, write
from tickets.events import ContactRecorded
from tickets.models import Ticket


@transaction.atomic
def record_contact(*, ref: str, actor: User, at: datetime, version: int, how: str, text: str) -> Ticket:
    """The first-contact clock stops; what was said stays inside, that it happened is public."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "record_contact")

    write(locked, row)

    return record(locked, ContactRecorded, how=how, text=text.strip())
