"""Working time: exact to the second, in the calendar's own zone, across lunch, holidays, seasons and make-up days.

Law: between(s, add(s, w)) == w. A budget used up exactly at closing is due at closing; a start outside
working time counts from the next opening. Intervals are half-open; all moments are aware; results are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from grid.rules.hours import WEEKDAYS, Calendar, DayKind, Season
from grid.rules.wallclock import MICRO, Hours, Stretch, micros, moment

__all__ = [
    "WEEKDAYS",
    "Break",
    "Calendar",
    "DayKind",
    "Hours",
    "NoWorkingTime",
    "Season",
    "add",
    "between",
    "intervals",
    "is_open",
    "merged",
    "next_counted",
    "working_day",
]

HORIZON_DAYS = 3660

Break = tuple[datetime, datetime]


class NoWorkingTime(ValueError):
    """The calendar does not open often enough: it cannot hold the deadline."""


def add(calendar: Calendar, start: datetime, seconds: int, breaks: Sequence[Break] = ()) -> datetime:
    """The moment at which `seconds` of working time after `start` are used up, `breaks` not counted.

    Zero gives `start` itself. Breaks may overlap and come in any order; they count from whole seconds.
    NoWorkingTime when the calendar never opens again, or not often enough within 400 years.
    """
    if seconds <= 0:
        return start
    at, left = micros(start), seconds * MICRO
    for begins, ends in merged(breaks):
        if ends <= at:
            continue
        if begins > at:
            done = _worked(calendar, at, begins)
            if left <= done:
                break
            left -= done
        at = ends
    return moment(_added(calendar, at, left))


def between(calendar: Calendar, start: datetime, end: datetime, breaks: Sequence[Break] = ()) -> int:
    """Working seconds in [start, end) outside the breaks; zero when end is not after start.

    Both moments count from their whole second, so that the parts of a stretch always add up to the whole.
    """
    first, last = micros(start) // MICRO * MICRO, micros(end) // MICRO * MICRO
    if last <= first:
        return 0
    total = _worked(calendar, first, last)
    for begins, ends in merged(breaks):
        if max(begins, first) < min(ends, last):
            total -= _worked(calendar, max(begins, first), min(ends, last))
    return total // MICRO


def merged(breaks: Sequence[Break]) -> list[Stretch]:
    """Breaks in order and without overlap, as microseconds of whole seconds; empty ones are left out."""
    found: list[Stretch] = []
    for start, end in sorted((micros(a) // MICRO * MICRO, micros(b) // MICRO * MICRO) for a, b in breaks):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def next_counted(calendar: Calendar, at: datetime, breaks: Sequence[Break] = ()) -> datetime:
    """The first moment at or after `at` that counts: the next opening outside of all breaks."""
    here = _added(calendar, micros(at), 1) - 1
    for begins, ends in merged(breaks):
        if begins <= here < ends:
            here = _added(calendar, ends, 1) - 1
    return moment(here)


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
    day, left, idle = first, abs(number), 0
    while idle < HORIZON_DAYS:
        idle += 1
        if calendar.is_working(day):
            left, idle = left - 1, 0
            if left <= 0:
                return day
        day += step
    raise NoWorkingTime("no working day within ten years")


def intervals(calendar: Calendar, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Every working stretch of the days first..last, for a browser that computes remaining time itself."""
    return list(_of_days(calendar, first, last))


def _of_days(calendar: Calendar, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield from calendar.stretches(date.fromordinal(number))


def _added(calendar: Calendar, at: int, left: int) -> int:
    """The microsecond at which `left` > 0 microseconds of working time after `at` are used up."""
    year = _year(calendar, at)
    line = calendar.line(year)
    left += line.until(at)
    if (found := line.reached(left)) is not None:
        return found
    for here in range(year + 1, calendar.last_year(year) + 1):
        left -= line.total[-1] if line.total else 0
        line = calendar.line(here)
        if (found := line.reached(left)) is not None:
            return found
    raise NoWorkingTime("no working time left in this calendar")


def _worked(calendar: Calendar, first: int, last: int) -> int:
    """Working microseconds in [first, last), last not before first."""
    one, other = _year(calendar, first), _year(calendar, last)
    full = (calendar.line(year).total for year in range(one, other))
    whole = sum(total[-1] for total in full if total)
    return whole + calendar.line(other).until(last) - calendar.line(one).until(first)


def _year(calendar: Calendar, at: int) -> int:
    return moment(at).astimezone(calendar.zone).year
