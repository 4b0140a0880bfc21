"""Deadlines in working days: "two working days from now, same time" or "by the end of that working day"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from grid.rules.calendar import Break, Calendar, add, between, merged, next_counted, working_day
from grid.rules.wallclock import MICRO, micros, moment, open_stretches

_MIDNIGHT = time(0)
_TICK = timedelta(microseconds=1)


def add_days(
    calendar: Calendar,
    start: datetime,
    days: int,
    *,
    end_of_day: bool = False,
    breaks: Sequence[Break] = (),
) -> datetime:
    """`days` working days after `start` at the same time of day, or at the end of that working day.

    A start outside working time, or in a break, counts from the next opening. Where that time of day is not
    worked on the last day it moves to the next opening of the day, after the last closing back to it. Working
    time lost to breaks is added. With `end_of_day` the day then reached is used to its closing; when a break
    lies over that closing, the next day with time left is. Zero days without `end_of_day` gives `start`.
    NoWorkingTime when the calendar has no such day.
    """
    if days <= 0 and not end_of_day:
        return start
    begin = next_counted(calendar, start, breaks)
    local = begin.astimezone(calendar.zone)
    due = begin
    if days > 0:
        due = _same_time(calendar, working_day(calendar, local.date(), days + 1), local.time())
        lost = between(calendar, begin, due) - between(calendar, begin, due, breaks)
        due = add(calendar, due, lost, breaks)
    return _end_of_day(calendar, due, breaks, began=days > 0) if end_of_day else due


def _same_time(calendar: Calendar, day: date, clock: time) -> datetime:
    """A time of day on a working day, moved into its hours; each wall time is taken when it is first reached."""
    first, _ = open_stretches(calendar.zone, day, ((clock.replace(microsecond=0), _MIDNIGHT),))[0]
    wanted = moment(first * MICRO + clock.microsecond)
    stretches = calendar.stretches(day)
    if not stretches:
        return next_counted(calendar, wanted)
    return next((max(opens, wanted) for opens, closes in stretches if wanted <= closes), stretches[-1][1])


def _end_of_day(calendar: Calendar, at: datetime, breaks: Sequence[Break], *, began: bool) -> datetime:
    """The closing of the day that a moment belongs to; a moment at midnight ends the day before."""
    day = ((at - _TICK) if began else at).astimezone(calendar.zone).date()
    closing = calendar.stretches(day)[-1][1]
    over = next((ends for begins, ends in merged(breaks) if begins < micros(closing) <= ends), None)
    if over is None:
        return closing
    return _end_of_day(calendar, next_counted(calendar, moment(over), breaks), breaks, began=False)
