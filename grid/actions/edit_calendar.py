"""Changing when people work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from enterprises.actions.edit_reference import edit_reference
from grid.models import CalendarDay, CalendarVersion, WorkingCalendar


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
    first_day = None
    if isinstance(row, CalendarDay):
        row.by_hand = True
        before = CalendarDay.objects.filter(pk=row.pk).values_list("date", flat=True).first()
        first_day = min(before or row.date, row.date)
    edit_reference(actor=actor, at=at, row=row, fields=fields)
    new_version(actor=actor, at=at, calendar=calendar, first_day=first_day)


def new_version(
    *, actor: User | None, at: datetime, calendar: WorkingCalendar, first_day: date | None
) -> None:
    """Count up the version of a calendar and of those that follow it; deadlines from `first_day` on may move."""
    for each in [calendar, *calendar.followers.order_by("id")]:
        each.version, each.changed_at = each.version + 1, at
        each.save(update_fields=["version", "changed_at"])
        CalendarVersion.objects.create(
            calendar=each, version=each.version, first_day=first_day, at=at, actor=actor
        )
