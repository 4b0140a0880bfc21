"""Calendars as their editor shows them: hours, seasons, and a year day by day where it differs from the week."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext

from grid.models import Unit, WorkingCalendar
from grid.rules.calendar import Calendar, DayKind
from grid.selectors import ZONE_CALENDAR, build_calendar

PLAIN = frozenset({DayKind.ORDINARY, DayKind.WEEKLY_OFF})


def calendar_list() -> list[dict[str, Any]]:
    """Every calendar, the zone's first, with the units that name it."""
    rows = WorkingCalendar.objects.order_by(Case(When(code=ZONE_CALENDAR, then=0), default=1), "code")
    return [_reference(row) for row in rows]


def calendar_detail(row: WorkingCalendar, year: int) -> dict[str, Any]:
    """One calendar and a year of it."""
    calendar = build_calendar(row)
    days = [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    by_hand = set(row.days.filter(by_hand=True, date__year=year).values_list("date", flat=True))
    return {
        **_reference(row),
        "base": row.base.code if row.base else None,
        "hours": row.hours,
        "seasons": row.seasons,
        "yearly": row.yearly,
        "provisional_from": calendar.provisional_from,
        "year": year,
        "working_days": sum(calendar.is_working(day) for day in days),
        "days": [_day(calendar, day, by_hand) for day in days if calendar.day_reason(day)[0] not in PLAIN],
    }


def _reference(row: WorkingCalendar) -> dict[str, Any]:
    units = Unit.objects.filter(calendar=row).order_by("code").values_list("name", flat=True)
    plain = {name: getattr(row, name) for name in ("code", "name", "timezone", "version")}
    return {**plain, "units": list(units)}


def _day(calendar: Calendar, day: date, by_hand: set[date]) -> dict[str, Any]:
    kind, name = calendar.day_reason(day)
    since = calendar.provisional_from
    return {
        "date": day,
        "works": calendar.is_working(day),
        "kind": kind.value,
        "name": gettext(name) if name else "",
        "hours": [
            [_clock(start), _clock(end) if end != time(0) else "24:00"]
            for start, end in calendar.hours_on(day)
        ],
        "by_hand": day in by_hand,
        "provisional": since is not None and day >= since,
    }


def _clock(at: time) -> str:
    return at.isoformat("minutes" if at.second == 0 else "seconds")
