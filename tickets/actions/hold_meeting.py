"""The meeting was held: who came, the minutes, and what was decided goes back to every ticket."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._many import Many, lock_many
from tickets.actions._meeting import lock_meeting, tell
from tickets.actions._transition import record, touch
from tickets.events import MeetingDecided, MeetingHeld, MeetingPutOff
from tickets.models import Meeting, Ticket


@transaction.atomic
def hold_meeting(
    *,
    uuid: uuids.UUID,
    actor: User,
    at: datetime,
    version: int,
    minutes: str,
    attended: Sequence[int] = (),
) -> Meeting:
    """Minutes out, to every ticket of the agenda. What was not decided is free again and waits for the next."""
    meeting = lock_meeting(uuid, actor, version)
    if len(minutes.strip()) < 5:
        raise InvalidField(_("请写会议纪要。"), field="minutes", remedy=_("至少五个字,参会单位都会看到。"))

    meeting.attendances.update(attended=Case(When(unit_id__in=list(attended), then=True), default=False))
    items = list(meeting.items.all())
    meeting.items.update(open=False)
    meeting.state, meeting.minutes, meeting.held_at = Meeting.State.HELD, minutes.strip(), at
    meeting.version += 1
    meeting.save()

    decisions = {item.ticket_id: item.decision for item in items}
    many = Many(lock_many(Ticket.objects.filter(pk__in=decisions)), at=at, actor=actor)
    told: dict[str, Any] = {"meeting": str(meeting.uuid), "title": meeting.title, "minutes": meeting.minutes}
    for locked in many:
        touch(locked)
        if decision := decisions[locked.ticket.pk]:
            record(locked, MeetingDecided, decision=decision, **told)
        else:
            record(locked, MeetingPutOff, **told)
    many.write()
    tell(meeting, MeetingHeld, actor, at, items=len(items), decided=sum(map(bool, decisions.values())))
    return meeting
