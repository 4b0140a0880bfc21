"""The calendar in force, as the pure one that rules compute with."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from core.prepared import Prepared
from grid.models import WorkingCalendar
from grid.rules.calendar import WEEKDAYS, Calendar, Hours, intervals

ZONE_CALENDAR = "zone"
BACK, AHEAD = timedelta(days=60), timedelta(days=90)
_ZONE = Prepared(lambda _: WorkingCalendar.objects.filter(code=ZONE_CALENDAR))
_calendars: dict[int, tuple[int, Calendar]] = {}


def zone_calendar() -> Calendar:
    """The zone's working calendar; built once per version."""
    row = _ZONE.first(None)
    if row is None:
        raise WorkingCalendar.DoesNotExist
    return build_calendar(row)


def build_calendar(row: WorkingCalendar) -> Calendar:
    """A stored calendar as a pure one; a process keeps the newest version of each it has built."""
    version, found = _calendars.get(row.pk, (None, None))
    if found is None or version != row.version:
        week = tuple(_hours(row.hours.get(name, [])) for name in WEEKDAYS)
        ordinary = week[0]
        days, names = {}, {}
        for day in row.days.all():
            days[day.date] = (_hours(day.hours) if day.hours else ordinary) if day.works else ()
            names[day.date] = day.name
        found = Calendar(
            zone=ZoneInfo(row.timezone),
            week=week,  # type: ignore[arg-type]
            days=days,
            names=names,
            provisional_from=row.provisional_from,
        )
        _calendars[row.pk] = (row.version, found)
    return found


def working_intervals(at: datetime) -> list[tuple[datetime, datetime]]:
    """The zone's working stretches, 60 days back to 90 ahead, for a browser that counts what is left."""
    today = timezone.localdate(at)
    return intervals(zone_calendar(), today - BACK, today + AHEAD)


def _hours(pairs: list[Any]) -> Hours:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)
