"""Working time: exact to the second, in the calendar's own zone, across lunch, holidays and make-up days.

Law: between(s, add(s, w)) == w. A budget used up exactly at closing is due at closing; a start outside
working time counts from the next opening. Intervals are half-open; all moments are aware.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[tuple[time, time], ...]
HORIZON_DAYS = 3660
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class NoWorkingTime(ValueError):
    """The calendar never opens within ten years: it cannot hold a deadline."""


@dataclass(frozen=True)
class Calendar:
    """Weekly hours (Monday first) and dated days that replace them; an empty tuple is a day off."""

    zone: ZoneInfo
    week: tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
    days: Mapping[date, Hours] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    provisional_from: date | None = None
    _cache: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def hours_on(self, day: date) -> Hours:
        """The hours of a day: a dated day beats the week."""
        found = self.days.get(day)
        return self.week[day.weekday()] if found is None else found

    def stretches(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working stretches of a local day as UTC moments."""
        found = self._cache.get(day)
        if found is None:
            found = tuple(
                (
                    datetime.combine(day, start, self.zone).astimezone(UTC),
                    datetime.combine(day, end, self.zone).astimezone(UTC),
                )
                for start, end in self.hours_on(day)
            )
            self._cache[day] = found
        return found

    def is_working(self, day: date) -> bool:
        """Whether anybody works on the day."""
        return bool(self.hours_on(day))

    def day_seconds(self) -> int:
        """Working seconds of an ordinary full day, the "1 working day" of policies."""
        return max(sum(_seconds(start, end) for start, end in hours) for hours in self.week)


def add(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """The moment at which `seconds` of working time after `start` are used up. Zero gives `start` itself."""
    if seconds <= 0:
        return start
    left = timedelta(seconds=seconds)
    for opens, closes in _stretches_from(calendar, start):
        length = closes - opens
        if left <= length:
            return opens + left
        left -= length
    raise NoWorkingTime("no working time within ten years")


def between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Working seconds in [start, end); zero when end is not after start.

    Both moments count from their whole second, so that the parts of a stretch always add up to the whole.
    """
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    total = timedelta()
    for opens, closes in _stretches_from(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return int(total.total_seconds())


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the moment lies in working time."""
    local = at.astimezone(calendar.zone).date()
    return any(opens <= at < closes for opens, closes in calendar.stretches(local))


def opening(calendar: Calendar, at: datetime) -> datetime:
    """The moment itself in working time, else the next opening."""
    return at if is_open(calendar, at) else add(calendar, at, 1) - timedelta(seconds=1)


def working_day(calendar: Calendar, first: date, number: int) -> date:
    """The `number`-th working day at or after `first` (1 is the first); negative counts backwards."""
    step = timedelta(days=1 if number > 0 else -1)
    day, left = first, abs(number)
    for _ in range(HORIZON_DAYS):
        if calendar.is_working(day):
            left -= 1
            if left <= 0:
                return day
        day += step
    raise NoWorkingTime("no working day within ten years")


def intervals(calendar: Calendar, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Every working stretch of the days first..last, for a browser that computes remaining time itself."""
    found: list[tuple[datetime, datetime]] = []
    day = first
    while day <= last:
        found.extend(calendar.stretches(day))
        day += timedelta(days=1)
    return found


def _stretches_from(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Working stretches at and after a moment, the first one cut to it."""
    day = start.astimezone(calendar.zone).date()
    at = start.astimezone(UTC)
    for _ in range(HORIZON_DAYS):
        for opens, closes in calendar.stretches(day):
            if closes > at:
                yield max(opens, at), closes
        day += timedelta(days=1)


def _seconds(start: time, end: time) -> int:
    return (end.hour - start.hour) * 3600 + (end.minute - start.minute) * 60 + end.second - start.second
