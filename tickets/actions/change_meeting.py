"""Changing a planned meeting: its date and place, its agenda, its table; or calling it off."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from tickets.actions._many import all_found
from tickets.actions._meeting import (
    existing_units,
    lock_meeting,
    put_on_agenda,
    reseat,
    seat,
    take_off,
    tell,
)
from tickets.actions._teamwork import titled
from tickets.actions._transition import reason_given
from tickets.events import MeetingCancelled, MeetingChanged
from tickets.models import AgendaItem, Meeting, Ticket

PLAIN = ("begins_at", "place", "fills_itself")


@transaction.atomic
def change_meeting(
    *,
    uuid: uuids.UUID,
    actor: User,
    at: datetime,
    version: int,
    units: Sequence[int] | None = None,
    tickets: Sequence[str] | None = None,
    **changes: Any,
) -> Meeting:
    """The fields sent, and nothing else. `tickets` is the whole agenda in its order, `units` the whole table."""
    meeting = lock_meeting(uuid, actor, version)

    for name in PLAIN:
        if name in changes:
            setattr(meeting, name, changes[name])
    if "title" in changes:
        meeting.title = titled(changes["title"])
    if tickets is not None:
        _agenda(meeting, list(dict.fromkeys(tickets)), actor, at)
    if units is not None:
        meeting.attendances.exclude(unit_id__in=list(units)).delete()
        seat(meeting, existing_units(units, at), by_hand=True)
    reseat(meeting)
    meeting.version += 1
    meeting.save()

    tell(meeting, MeetingChanged, actor, at, begins_at=meeting.begins_at.isoformat())
    return meeting


@transaction.atomic
def cancel_meeting(*, uuid: uuids.UUID, actor: User, at: datetime, version: int, reason: str) -> Meeting:
    """Called off; its tickets wait for the next one."""
    meeting = lock_meeting(uuid, actor, version)
    given = reason_given(reason)

    meeting.state, meeting.version = Meeting.State.CANCELLED, meeting.version + 1
    meeting.save()
    _agenda(meeting, [], actor, at)

    tell(meeting, MeetingCancelled, actor, at, reason=given)
    return meeting


def _agenda(meeting: Meeting, wanted: list[str], actor: User, at: datetime) -> None:
    all_found(wanted, Ticket.objects.open().filter(ref__in=wanted))
    take_off(meeting, meeting.items.exclude(ticket__ref__in=wanted), actor=actor, at=at)
    put_on_agenda(meeting, wanted, origin=AgendaItem.Origin.BY_HAND, at=at, actor=actor)
    items = list(meeting.items.select_related("ticket"))
    for item in items:
        item.order = wanted.index(item.ticket.ref) + 1
    AgendaItem.objects.bulk_update(items, ["order"])
