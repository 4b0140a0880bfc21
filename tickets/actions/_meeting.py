"""What the actions on meetings share: the lock, the table, the agenda, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import Stale, WrongState
from grid.models import Unit
from grid.selectors import leads_of, scope_for
from tickets.actions._teamwork import recount, steering
from tickets.actions._transition import lock_for_system, record, touch
from tickets.events import AgendaEntered, MeetingEvent
from tickets.models import AgendaItem, Attendance, Meeting, Ticket
from tickets.rules.meeting import at_the_table


def lock_meeting(uuid: UUID, actor: User, version: int) -> Meeting:
    """A planned meeting that the actor may steer, locked. Http404, NotAllowed, Stale, WrongState."""
    rows = Meeting.objects.visible_to(scope_for(actor)).filter(uuid=uuid)
    meeting: Meeting | None = rows.select_for_update(of=("self",)).first()
    if meeting is None:
        raise Http404
    steering(actor)
    if meeting.version != version:
        raise Stale(
            _("会议刚刚被更新,请查看最新内容。"),
            remedy=_("请查看最新内容后再操作。"),
            current={"uuid": str(meeting.uuid), "state": meeting.state, "version": meeting.version},
        )
    if meeting.state != Meeting.State.PLANNED:
        raise WrongState(_("会议已经召开或取消。"), remedy=_("请筹备新的会议。"))
    return meeting


def put_on_agenda(meeting: Meeting, ref: str, *, origin: str, at: datetime, actor: User | None) -> bool:
    """The ticket becomes the agenda's last item, unless it is on an open agenda already."""
    locked = lock_for_system(ref=ref, at=at)
    if locked is None or AgendaItem.objects.filter(ticket=locked.ticket, open=True).exists():
        return False
    locked.actor = actor
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    AgendaItem.objects.create(meeting=meeting, ticket=locked.ticket, order=last + 1, origin=origin)
    seat(meeting, concerned_by(locked.ticket))
    touch(locked, **recount(locked.ticket))
    record(
        locked,
        AgendaEntered,
        meeting=str(meeting.uuid),
        title=meeting.title,
        begins_at=meeting.begins_at.isoformat(),
        origin=origin,
    )
    return True


def concerned_by(ticket: Ticket) -> set[int]:
    """The units that must be at the table for a ticket: its holder's, the lead's, its team, and who has a part."""
    tasks = ticket.subtasks.unfinished().values_list("unit_id", flat=True)
    return at_the_table([ticket.holder_unit_id, ticket.lead_unit_id, ticket.team_id], asked=tasks)


def seat(meeting: Meeting, units: Iterable[int], *, by_hand: bool = False) -> None:
    """Units at the table, each once."""
    Attendance.objects.bulk_create(
        (Attendance(meeting=meeting, unit_id=unit, asked_by_hand=by_hand) for unit in sorted(set(units))),
        ignore_conflicts=True,
    )


def reseat(meeting: Meeting, *, at: datetime) -> None:
    """Every ticket of the agenda knows who takes part now."""
    for ref in meeting.items.filter(open=True).values_list("ticket__ref", flat=True):
        locked = lock_for_system(ref=ref, at=at)
        if locked is not None and recount(locked.ticket)["helper_units"] != locked.ticket.helper_units:
            touch(locked, **recount(locked.ticket))
            locked.ticket.save(update_fields=["helper_units"])


def tell(
    meeting: Meeting, event: type[MeetingEvent], actor: User | None, at: datetime, **payload: object
) -> None:
    """Publish what happened to the meeting, to the units at its table."""
    units = list(meeting.attendances.values_list("unit_id", flat=True))
    day, actor_id = timezone.localdate(at), actor.pk if actor else None
    people = {person for unit in units for person in leads_of(unit, day)}
    publish(
        event(
            at=at,
            actor_id=actor_id,
            topics=("board", *(f"unit.{unit}" for unit in sorted(units))),
            notify=tuple(sorted(people - {actor_id})),
            meeting=str(meeting.uuid),
            title=meeting.title,
            version=meeting.version,
            **payload,
        )
    )


def existing_units(units: Iterable[int], at: datetime) -> list[int]:
    """Those of the named units that exist today."""
    known = Unit.objects.existing(timezone.localdate(at)).filter(pk__in=list(units))
    return list(known.values_list("pk", flat=True))
