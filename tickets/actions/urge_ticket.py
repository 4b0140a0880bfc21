"""Urging (催办): a soft reminder to those who hold the ticket, at most once in ten minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import TooSoon
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketUrged
from tickets.models import Ticket

PAUSE = timedelta(minutes=10)


@transaction.atomic
def urge_ticket(*, ref: str, actor: User, at: datetime, version: int, text: str = "") -> Ticket:
    """Counted on the ticket; whoever holds it is told."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "urge")
    last = locked.ticket.urged_at
    if last is not None and at - last < PAUSE:
        rest = ceil((last + PAUSE - at).total_seconds())
        raise TooSoon(_("刚刚已经催办过。"), remedy=_("十分钟后可以再次催办。"), retry_after=rest)

    write(locked, row, urged=locked.ticket.urged + 1, urged_at=at)

    return record(locked, TicketUrged, text=text.strip())
