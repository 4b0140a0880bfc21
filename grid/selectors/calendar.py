"""The calendar in force, as the pure one that rules compute with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Case, Q, When
from django.utils import timezone

from core.prepared import Given, Prepared
from grid.models import Unit, WorkingCalendar
from grid.rules.calendar import WEEKDAYS, Calendar, Hours, Season, intervals, opening
from grid.rules.hours import Week

ZONE_CALENDAR = "zone"
BACK, AHEAD = timedelta(days=60), timedelta(days=90)
_OWN = Unit.objects.filter(pk=Given("unit", BigIntegerField())).values("calendar_id")
_ZONE = Prepared(lambda _: WorkingCalendar.objects.filter(code=ZONE_CALENDAR))
_OF_UNIT = Prepared(
    lambda _: WorkingCalendar.objects.filter(Q(pk__in=_OWN) | Q(code=ZONE_CALENDAR)).order_by(
        Case(When(code=ZONE_CALENDAR, then=1), default=0)
    )
)
_calendars: dict[int, tuple[tuple[int, datetime | None], Calendar]] = {}


def zone_calendar() -> Calendar:
    """The zone's working calendar; built once per version."""
    return _built(_ZONE.first(None))


def calendar_of(unit_id: int | None) -> Calendar:
    """The calendar a unit works by: its own, else the zone's."""
    return _built(_OF_UNIT.first(None, unit=unit_id or 0))


class UnitCalendars:
    """The calendars of many units, read once: for sweeps, where a query a unit would be one a row."""

    def __init__(self) -> None:
        own = Unit.objects.filter(calendar__isnull=False).select_related("calendar", "calendar__base")
        self._own = {unit.pk: build_calendar(unit.calendar) for unit in own if unit.calendar}
        self._zone = zone_calendar()

    def of(self, unit_id: int | None) -> Calendar:
        """A unit's own calendar, else the zone's."""
        return self._own.get(unit_id or 0, self._zone)


def calendar_by_id(calendar_id: int | None) -> Calendar:
    """A calendar by its key; without one the zone's."""
    if calendar_id is None:
        return zone_calendar()
    return build_calendar(WorkingCalendar.objects.get(pk=calendar_id))


def build_calendar(row: WorkingCalendar) -> Calendar:
    """A stored calendar as a pure one; a process keeps the newest version of each it has built."""
    now = (row.version, row.changed_at)
    before, found = _calendars.get(row.pk, (None, None))
    if found is None or before != now:
        found = compose_calendar(row)
        _calendars[row.pk] = (now, found)
    return found


def _built(row: WorkingCalendar | None) -> Calendar:
    if row is None:
        raise WorkingCalendar.DoesNotExist
    return build_calendar(row)


def compose_calendar(row: WorkingCalendar) -> Calendar:
    """The same, always from the rows as they stand."""
    base = row.base
    hours, seasons = row, row
    if base is not None and not row.hours:
        hours, seasons = base, base
    week = _week(hours.hours)
    found_seasons = tuple(_season(one) for one in seasons.seasons)
    plain = Calendar(zone=ZoneInfo(row.timezone), week=week, seasons=found_seasons)
    days, names = {}, {}
    for owner in (base, row):
        for day in owner.days.all() if owner is not None else ():
            ordinary = plain.week_on(day.date)[0]
            days[day.date] = (_hours(day.hours) if day.hours else ordinary) if day.works else ()
            names[day.date] = day.name
    yearly = [one for owner in (base, row) if owner is not None for one in owner.yearly]
    return replace(
        plain,
        days=days,
        names=names,
        yearly={month_day(one["day"]): one.get("name", "") for one in yearly},
        provisional_from=row.provisional_from or (base.provisional_from if base else None),
        version=row.version,
        id=row.pk,
    )


def next_opening(at: datetime) -> datetime:
    """The moment itself in the zone's working time, else its next opening."""
    return opening(zone_calendar(), at)


def working_intervals(at: datetime) -> list[tuple[datetime, datetime]]:
    """The zone's working stretches, 60 days back to 90 ahead, for a browser that counts what is left."""
    today = timezone.localdate(at)
    return intervals(zone_calendar(), today - BACK, today + AHEAD)


def month_day(text: str) -> tuple[int, int]:
    """ "05-01" as (5, 1)."""
    month, day = text.split("-")
    return int(month), int(day)


def _season(stored: Mapping[str, Any]) -> Season:
    first, last = month_day(stored["first"]), month_day(stored["last"])
    return Season(first, last, _week(stored["hours"]), stored.get("name", ""))


def _week(hours: Mapping[str, Any]) -> Week:
    mon, tue, wed, thu, fri, sat, sun = (_hours(hours.get(name, [])) for name in WEEKDAYS)
    return mon, tue, wed, thu, fri, sat, sun


def _hours(pairs: list[Any]) -> Hours:
    return tuple((_clock(start), _clock(end)) for start, end in pairs)


def _clock(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)
