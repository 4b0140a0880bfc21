"""The enterprise's judgement: confirming closes the ticket; each time it is closed, one follow-up may be added."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions._transition import Locked, ask, lock, record, write
from tickets.events import TicketConfirmed, TicketRated
from tickets.models import Rating, Ticket


@transaction.atomic
def confirm_result(
    *,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    score: int,
    tags: list[str] | None = None,
    text: str = "",
) -> Ticket:
    """Solved, says the enterprise: closed, with its score."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "confirm")

    _keep(locked, actor, score, tags or [], text)
    write(locked, row, closed_at=at)

    return record(locked, TicketConfirmed, score=score, text=text.strip())


@transaction.atomic
def rate_ticket(
    *,
    ref: str,
    actor: User,
    at: datetime,
    version: int,
    score: int,
    tags: list[str] | None = None,
    text: str = "",
) -> Ticket:
    """A rating of a closed ticket: the first, or the one follow-up (追评)."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "rate")

    _keep(locked, actor, score, tags or [], text)
    write(locked, row)

    return record(locked, TicketRated, score=score, text=text.strip())


def _keep(locked: Locked, actor: User, score: int, tags: list[str], text: str) -> None:
    given = Rating.objects.filter(ticket=locked.ticket).count()  # exact: the ticket is locked
    Rating.objects.create(
        ticket=locked.ticket,
        number=given + 1,
        score=score,
        tags=tags,
        text=text.strip(),
        by=actor,
        at=locked.at,
    )
