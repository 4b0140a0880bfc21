"""What reaches the top rung goes onto the next meeting's agenda by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.actions._meeting import put_on_agenda, reseat
from tickets.models import AgendaItem, Meeting
from tickets.selectors.meetings import waiting_for_a_meeting

BATCH = 50


def fill_agendas(*, at: datetime) -> int:
    """Put the waiting tickets of the top rung onto the next agenda that fills itself; returns how many."""
    planned = Meeting.objects.filter(state=Meeting.State.PLANNED, fills_itself=True, begins_at__gt=at)
    if not planned.exists():
        return 0
    with transaction.atomic():
        meeting = planned.select_for_update().order_by("begins_at", "pk").first()
        if meeting is None:
            return 0
        refs = list(waiting_for_a_meeting().values_list("ref", flat=True)[:BATCH])
        origin = AgendaItem.Origin.LADDER
        # Whoever is at work on a ticket is not waited for: the next look finds it again.
        came = put_on_agenda(meeting, refs, origin=origin, at=at, actor=None, wait=False) if refs else 0
        if came:
            reseat(meeting, wait=False)
        return came
