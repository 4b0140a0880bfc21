"""Changing when people work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from enterprises.actions.edit_reference import edit_reference
from grid.models import CalendarDay, WorkingCalendar


@transaction.atomic
def edit_calendar(
    *,
    actor: User | None,
    at: datetime,
    row: WorkingCalendar | CalendarDay,
    calendar: WorkingCalendar,
    fields: Sequence[str],
) -> None:
    """Save a calendar or one of its days under a new version, which every process reads from then on."""
    calendar.version += 1
    if row is not calendar:
        calendar.save(update_fields=["version"])
    edit_reference(actor=actor, at=at, row=row, fields=fields)
