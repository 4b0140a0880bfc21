"""Planning a joint meeting: its agenda fills from the top rung, its table from the units concerned."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._many import all_found
from tickets.actions._meeting import existing_units, put_on_agenda, seat, tell
from tickets.actions._teamwork import steering, titled
from tickets.actions.fill_agendas import fill_agendas
from tickets.events import MeetingPlanned
from tickets.models import AgendaItem, Meeting, Ticket


@transaction.atomic
def plan_meeting(
    *,
    actor: User,
    at: datetime,
    uuid: uuids.UUID,
    title: str,
    begins_at: datetime,
    place: str = "",
    fills_itself: bool = True,
    units: Sequence[int] = (),
    tickets: Sequence[str] = (),
) -> Meeting:
    """Planned, with the tickets named, and with all that wait on the top rung when it fills itself."""
    steering(actor)
    if begins_at <= at:
        raise InvalidField(_("会议时间应在以后。"), field="begins_at", remedy=_("请重新选择时间。"))

    meeting = Meeting.objects.create(
        uuid=uuid,
        title=titled(title),
        begins_at=begins_at,
        place=place.strip()[:120],
        chair=actor,
        fills_itself=fills_itself,
        created_by=actor,
        created_at=at,
    )
    seat(meeting, existing_units(units, at), by_hand=True)
    named = list(dict.fromkeys(tickets))
    all_found(named, Ticket.objects.open().filter(ref__in=named))
    put_on_agenda(meeting, named, origin=AgendaItem.Origin.BY_HAND, at=at, actor=actor)
    fill_agendas(at=at)

    tell(meeting, MeetingPlanned, actor, at, begins_at=begins_at.isoformat())
    return meeting
