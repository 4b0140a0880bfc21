"""Making sub-tasks on a locked ticket and saying so: by hand, by a meeting's decision, or as a rule named them."""

from __future__ import annotations

import uuid as uuids

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grid.models import Unit
from tickets.actions._teamwork import people_of, recount, unit_card
from tickets.actions._transition import Locked, record, touch
from tickets.events import SubtaskGiven
from tickets.models import AgendaItem, SubTask, Ticket
from tickets.rules import sla
from tickets.rules.subtasks import CO_HANDLING_DAYS, SubTaskKind


def new_task(
    locked: Locked,
    unit: Unit,
    text: str,
    *,
    kind: SubTaskKind,
    person: int | None = None,
    days: int | None = None,
    item: AgendaItem | None = None,
    uuid: uuids.UUID | None = None,
) -> SubTask:
    """The row, its clock running by the hours of the unit that holds the ticket; three working days when not said."""
    at, actor = locked.at, locked.actor
    assert actor is not None
    budget = (days or CO_HANDLING_DAYS) * locked.calendar.day_seconds()
    face = sla.face(locked.calendar, sla.started(budget, at), at)
    assert face.due_at is not None
    return SubTask.objects.create(
        uuid=uuid or uuids.uuid4(),
        ticket=locked.ticket,
        kind=kind,
        unit=unit,
        holder_id=person,
        item=item,
        text=text.strip(),
        given_by=actor,
        given_at=at,
        budget_seconds=budget,
        clock_started_at=at,
        due_at=face.due_at,
        alarm_at=face.alarm_at,
        lamp=face.lamp,
    )


def announce(locked: Locked, task: SubTask) -> Ticket:
    """Say that the sub-task was given, to its unit's people too."""
    return record(
        locked,
        SubtaskGiven,
        also=people_of(task.unit, task.holder_id, timezone.localdate(locked.at)),
        subtask=str(task.uuid),
        task_kind=task.kind,
        task_unit=dict(unit_card(task.unit)),
        text=task.text,
        due_at=task.due_at.isoformat(),
    )


def ask_co_handlers(locked: Locked) -> Ticket:
    """Once the lead unit has taken the ticket on, the units its rule named along with it have their parts.

    Whoever was ever asked for a part of this ticket, by hand or so, is not asked again: not after a reassignment,
    a redo, or a part that was returned or cancelled.
    """
    ticket = locked.ticket
    if ticket.lead_unit_id is None or ticket.holder_unit_id != ticket.lead_unit_id:
        return ticket
    asked = SubTask.objects.filter(ticket=ticket).values("unit_id")
    named = Unit.objects.existing(timezone.localdate(locked.at)).filter(
        pk__in=ticket.co_handlers.values("unit_id")
    )
    for unit in named.exclude(pk__in=asked).exclude(pk=ticket.holder_unit_id).order_by("pk"):
        task = new_task(locked, unit, part_of(ticket), kind=SubTaskKind.CO_HANDLING)
        touch(locked, **recount(ticket))
        announce(locked, task)
    return ticket


def part_of(ticket: Ticket) -> str:
    """What is asked, in the language of the zone: it is kept, and read by many."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("请按职责协助办理:%(title)s") % {"title": ticket.title}
