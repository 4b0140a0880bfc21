"""Urging (催办): a soft reminder to those who hold the ticket, at most once in half an hour from each person."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import TooSoon
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketUrged
from tickets.models import Reminder, Ticket

PAUSE = timedelta(minutes=30)


@transaction.atomic
def urge_ticket(*, ref: str, actor: User, at: datetime, version: int, text: str = "") -> Ticket:
    """Counted on the ticket; whoever holds it is told."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "urge")
    last = Reminder.objects.filter(ticket=locked.ticket, by=actor).order_by("-at").first()
    if last is not None and at - last.at < PAUSE:
        again = timezone.localtime(last.at + PAUSE)
        raise TooSoon(
            _("您刚刚已经催办过。"),
            remedy=_("%(at)s 以后可以再次催办。") % {"at": f"{again:%H:%M}"},
            possible_at=again.isoformat(),
            retry_after=ceil((last.at + PAUSE - at).total_seconds()),
        )

    Reminder.objects.create(ticket=locked.ticket, by=actor, at=at, text=text.strip())
    write(locked, row, urged=locked.ticket.urged + 1, urged_at=at)

    return record(locked, TicketUrged, text=text.strip())
