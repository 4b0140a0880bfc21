"""An independent call to the enterprise: is it really solved?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, record, write
from tickets.events import CallbackStarted
from tickets.models import Ticket


@transaction.atomic
def start_callback(*, ref: str, actor: User, at: datetime, version: int) -> Ticket:
    """The service centre is verifying the result."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "start_callback")

    write(locked, row)

    return record(locked, CallbackStarted)
