"""What the actions on meetings share: the lock, the table, the agenda, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import Stale, WrongState
from grid.models import Unit
from grid.selectors import leads_by_unit, scope_for
from tickets.actions._many import Many, keep_count, lock_many
from tickets.actions._teamwork import steering
from tickets.actions._transition import record, touch
from tickets.events import AgendaEntered, AgendaLeft, MeetingEvent
from tickets.models import AgendaItem, Attendance, Meeting, SubTask, Ticket
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


def put_on_agenda(
    meeting: Meeting,
    refs: Sequence[str],
    *,
    origin: AgendaItem.Origin,
    at: datetime,
    actor: User | None,
    wait: bool = True,
) -> int:
    """The open tickets become the agenda's last items in the order given, but for those on an open agenda already.

    The table grows by the units they concern, and every ticket of the agenda knows of it. Answers how many came on.
    """
    order = {ref: place for place, ref in enumerate(refs)}
    tickets = lock_many(Ticket.objects.open().filter(ref__in=refs), wait=wait)
    placed = AgendaItem.objects.filter(ticket__in=tickets, open=True)
    taken = set(placed.values_list("ticket_id", flat=True))
    coming = sorted((one for one in tickets if one.pk not in taken), key=lambda one: order[one.ref])
    if not coming:
        return 0

    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, ticket=ticket, order=place, origin=origin)
        for place, ticket in enumerate(coming, start=last + 1)
    )
    seat(meeting, concerned_by(coming))
    keep_count(coming)

    many = Many(coming, at=at, actor=actor)
    for locked in many:
        touch(locked)
        record(
            locked,
            AgendaEntered,
            meeting=str(meeting.uuid),
            title=meeting.title,
            begins_at=meeting.begins_at.isoformat(),
            origin=origin.value,
        )
    many.write()
    return len(coming)


def take_off(meeting: Meeting, items: QuerySet[AgendaItem], *, actor: User, at: datetime) -> None:
    """Items leave the agenda; their tickets wait for another."""
    leaving = list(items.values_list("ticket_id", flat=True))
    tickets = lock_many(Ticket.objects.filter(pk__in=leaving))
    meeting.items.filter(ticket__in=leaving).delete()
    keep_count(tickets)

    many = Many(tickets, at=at, actor=actor)
    for locked in many:
        touch(locked)
        record(locked, AgendaLeft, meeting=str(meeting.uuid), title=meeting.title)
    many.write()


def concerned_by(tickets: Collection[Ticket]) -> set[int]:
    """The units that must be at the table: each ticket's holder's, the lead's, its team, and who has a part."""
    tasks = SubTask.objects.unfinished().filter(ticket__in=tickets).values_list("unit_id", flat=True)
    named = [unit for one in tickets for unit in (one.holder_unit_id, one.lead_unit_id, one.team_id)]
    return at_the_table(named, asked=tasks)


def seat(meeting: Meeting, units: Iterable[int], *, by_hand: bool = False) -> None:
    """Units at the table, each once."""
    Attendance.objects.bulk_create(
        (Attendance(meeting=meeting, unit_id=unit, asked_by_hand=by_hand) for unit in sorted(set(units))),
        ignore_conflicts=True,
    )


def reseat(meeting: Meeting, *, wait: bool = True) -> None:
    """Every ticket of the agenda knows who takes part now. None of them is another version for it: who may see a
    ticket is no part of what is seen."""
    keep_count(lock_many(Ticket.objects.filter(pk__in=meeting.items.values("ticket_id")), wait=wait))


def tell(
    meeting: Meeting, event: type[MeetingEvent], actor: User | None, at: datetime, **payload: object
) -> None:
    """Publish what happened to the meeting, to the units at its table."""
    units = list(meeting.attendances.values_list("unit_id", flat=True))
    day, actor_id = timezone.localdate(at), actor.pk if actor else None
    people = {person for leads in leads_by_unit(units, day).values() for person in leads}
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
