"""Time and sub-tasks: a clock whose lamp changes now is an event of its ticket."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tickets.actions._teamwork import people_of, unit_card
from tickets.actions._transition import Locked, lock_for_system, record, touch
from tickets.events import SubtaskLampChanged
from tickets.models import SubTask
from tickets.rules import sla
from tickets.rules.sla import Lamp, Reading

BATCH = 50


def change_task_lamps(*, at: datetime) -> int:
    """Bring the due sub-tasks up to the moment; returns how many. Safe to run twice at once."""
    due = SubTask.objects.filter(alarm_at__lte=at).order_by("alarm_at", "pk")
    refs = dict.fromkeys(due.values_list("ticket__ref", flat=True)[:BATCH])
    return sum(_change(ref, at) for ref in refs)


@transaction.atomic
def _change(ref: str, at: datetime) -> int:
    locked = lock_for_system(ref=ref, at=at)
    if locked is None:
        return 0
    rows = SubTask.objects.filter(ticket=locked.ticket, alarm_at__lte=at).select_related("unit")
    changed = [task for task in rows if _wear(locked, task)]
    for task in changed:
        touch(locked)
        record(
            locked,
            SubtaskLampChanged,
            also=_told(locked, task),
            subtask=str(task.uuid),
            task_unit=dict(unit_card(task.unit)),
            lamp=task.lamp,
        )
    return len(rows)


def _wear(locked: Locked, task: SubTask) -> bool:
    """The sub-task's face at the moment; whether its lamp is another now."""
    was = task.lamp
    reading = Reading(budget=task.budget_seconds, used=0, running_since=task.clock_started_at)
    face = sla.face(locked.calendar, reading, locked.at)
    task.lamp, task.alarm_at = face.lamp, face.alarm_at
    task.save(update_fields=["lamp", "alarm_at"])
    return task.lamp != was


def _told(locked: Locked, task: SubTask) -> list[int]:
    if task.lamp != Lamp.RED:
        return []
    holder = [locked.ticket.holder_id] if locked.ticket.holder_id else []
    return people_of(task.unit, task.holder_id, timezone.localdate(locked.at)) + holder
