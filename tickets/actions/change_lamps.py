"""Time's own verb: clocks whose lamp changes now are claimed in batches, and each change is an event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.actions._clocks import wear
from tickets.actions._transition import lock_for_system, record, touch
from tickets.events import LampChanged, TicketOverdue
from tickets.models import Clock, Ticket
from tickets.rules.sla import Lamp

BATCH = 50


def change_lamps(*, at: datetime) -> int:
    """Bring every due clock up to the moment; returns how many tickets were looked at. Safe to run twice at once."""
    total = 0
    while True:
        with transaction.atomic():
            looked_at = _batch(at)
        total += looked_at
        if looked_at < BATCH:
            return total


def _batch(at: datetime) -> int:
    due = Clock.objects.filter(alarm_at__lte=at).order_by("alarm_at").values("ticket_id")[:BATCH]
    refs = list(
        Ticket.objects.select_for_update(skip_locked=True)
        .filter(id__in=list(due.values_list("ticket_id", flat=True)))
        .values_list("ref", flat=True)
    )
    for ref in refs:
        _change(ref, at)
    return len(refs)


def _change(ref: str, at: datetime) -> None:
    locked = lock_for_system(ref=ref, at=at)
    if locked is None:
        return
    late_since = locked.ticket.due_at
    wear(locked.ticket, locked.calendar, at)
    lamp = locked.ticket.lamp
    if lamp == locked.was["lamp"]:
        locked.ticket.save(update_fields=["due_at"])
        return
    touch(locked)
    if lamp == Lamp.RED:
        record(locked, TicketOverdue, late_since=(late_since or at).isoformat())
    else:
        record(locked, LampChanged, lamp=lamp)
