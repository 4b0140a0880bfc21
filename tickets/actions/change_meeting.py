"""Changing a planned meeting: its date and place, its agenda, its table; or calling it off."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._meeting import existing_units, lock_meeting, put_on_agenda, reseat, seat, tell
from tickets.actions._teamwork import recount, titled
from tickets.actions._transition import lock_for_system, reason_given, record, touch
from tickets.events import AgendaLeft, MeetingCancelled, MeetingChanged
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
    reseat(meeting, at=at)
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
    known = set(Ticket.objects.open().filter(ref__in=wanted).values_list("ref", flat=True))
    if unknown := [ref for ref in wanted if ref not in known]:
        raise InvalidField(
            _("没有在办的工单 %(ref)s。") % {"ref": unknown[0][:24]},
            field="tickets",
            remedy=_("请填写未结束工单的编号。"),
        )
    for item in meeting.items.exclude(ticket__ref__in=wanted).select_related("ticket"):
        _take_off(meeting, item, actor, at)
    for order, ref in enumerate(wanted, start=1):
        if not meeting.items.filter(ticket__ref=ref).update(order=order):
            put_on_agenda(meeting, ref, origin=AgendaItem.Origin.BY_HAND, at=at, actor=actor)


def _take_off(meeting: Meeting, item: AgendaItem, actor: User, at: datetime) -> None:
    item.delete()
    locked = lock_for_system(ref=item.ticket.ref, at=at)
    if locked is None:
        return
    locked.actor = actor
    touch(locked, **recount(locked.ticket))
    record(locked, AgendaLeft, meeting=str(meeting.uuid), title=meeting.title)
