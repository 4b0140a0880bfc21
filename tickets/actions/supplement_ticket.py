"""Answering a question of the service: what was missing is added, and the clocks go on."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import ask, lock, record, write
from tickets.events import InfoSupplied
from tickets.models import Comment, CommentKind, Ticket


@transaction.atomic
def supplement_ticket(*, ref: str, actor: User, at: datetime, version: int, text: str) -> Ticket:
    """The ticket goes back to where it waited; the answer stands in the public conversation."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "supplement")

    write(locked, row)
    Comment.objects.create(
        uuid=uuid.uuid4(), ticket=locked.ticket, kind=CommentKind.SUPPLEMENT, text=text, author=actor, at=at
    )

    return record(locked, InfoSupplied, text=text)
