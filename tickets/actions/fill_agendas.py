"""What reaches the top rung goes onto the next meeting's agenda by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.actions._meeting import put_on_agenda
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
        refs = waiting_for_a_meeting().values_list("ref", flat=True)[:BATCH]
        origin = AgendaItem.Origin.LADDER
        return sum(put_on_agenda(meeting, ref, origin=origin, at=at, actor=None) for ref in list(refs))
