"""What the actions on sub-tasks, causes and meetings share: who takes part, and how much is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, NotAllowed
from grid.models import Unit
from grid.selectors import leads_of, members_of
from tickets.events.base import UnitCard
from tickets.models import AgendaItem, SubTask, Ticket
from tickets.rules.meeting import STEERS
from tickets.rules.sla import Lamp
from tickets.rules.subtasks import SubTaskState

MOST_TICKETS = 300
"""Of one shared cause."""
GONE = (SubTaskState.RETURNED, SubTaskState.CANCELLED)


def recount(ticket: Ticket) -> dict[str, Any]:
    """The changes to a ticket's kept figures: its sub-tasks done and in all, and the units that take part."""
    return next(kept for _ticket, kept in recounted([ticket]))


def recounted(tickets: Collection[Ticket]) -> Iterator[tuple[Ticket, dict[str, Any]]]:
    """The same for many, from two queries."""
    states: dict[int, list[str]] = defaultdict(list)
    units: dict[int, set[int]] = defaultdict(set)
    tasks = SubTask.objects.filter(ticket__in=tickets).exclude(state__in=GONE)
    for key, unit, state in tasks.values_list("ticket_id", "unit_id", "state"):
        states[key].append(state)
        units[key].add(unit)
    talked_of = AgendaItem.objects.filter(ticket__in=tickets, meeting__state__in=["planned", "held"])
    for key, unit in talked_of.values_list("ticket_id", "meeting__attendances__unit_id"):
        units[key] |= {unit} if unit else set()
    for ticket in tickets:
        if ticket.cause is not None:
            units[ticket.pk].add(ticket.cause.unit_id)
        yield (
            ticket,
            {
                "tasks_done": states[ticket.pk].count(SubTaskState.DONE),
                "tasks_total": len(states[ticket.pk]),
                "helper_units": sorted(units[ticket.pk]),
            },
        )


def unit_card(unit: Unit) -> UnitCard:
    """A unit as events carry it."""
    return {"id": unit.pk, "name": unit.name, "name_en": unit.name_en, "kind": unit.kind}


def people_of(unit: Unit, person: int | None, on: date) -> list[int]:
    """Who is told of work for a unit: the person named, else those who lead it, else everybody in it."""
    return [person] if person else leads_of(unit.pk, on) or members_of(unit.pk, on)


def end_task(task: SubTask, state: SubTaskState, at: datetime) -> None:
    """A sub-task's clock stops for good; late stays red."""
    task.state, task.ended_at, task.alarm_at = state, at, None
    task.lamp = Lamp.RED if state == SubTaskState.DONE and at > task.due_at else Lamp.NONE
    task.version += 1


def end_tasks(ticket: Ticket, at: datetime) -> None:
    """A ticket that ends takes its unfinished sub-tasks with it; the ticket's own event says why."""
    for task in SubTask.objects.unfinished().filter(ticket=ticket):
        end_task(task, SubTaskState.CANCELLED, at)
        task.save()
    for name, value in recount(ticket).items():
        setattr(ticket, name, value)


def steering(actor: User) -> None:
    """Meetings and shared causes are the coordinator's and the leaders'."""
    if actor.role not in STEERS:
        raise NotAllowed(_("只有协调员和领导可以这样做。"), remedy=_("请联系企业服务中心的协调员。"))


def room_for(tickets: int, *, field: str) -> None:
    """A cause is answered in one transaction, so it has a size. InvalidField beyond it."""
    if tickets > MOST_TICKETS:
        raise InvalidField(
            _("一个共性问题最多关联 %(most)d 张工单。") % {"most": MOST_TICKETS},
            field=field,
            remedy=_("请分成几个共性问题。"),
        )


def titled(title: str) -> str:
    """A title that says something. InvalidField otherwise."""
    if len(title.strip()) < 2:
        raise InvalidField(_("请写明标题。"), field="title", remedy=_("至少两个字。"))
    return title.strip()[:80]
