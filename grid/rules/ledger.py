"""Why a deadline is when it is: every stretch from start to due, counted or not, and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from grid.rules.calendar import Break, Calendar, DayKind, merged
from grid.rules.wallclock import MICRO, micros, moment, open_stretches


class Why(StrEnum):
    """The reasons of a stretch. The first four count."""

    WORKING = "working"
    MAKE_UP = "make_up"
    SPECIAL = "special"
    PAUSE = "pause"
    LUNCH = "lunch"
    """Between two blocks of one day."""
    OFF_HOURS = "off_hours"
    """Before the first opening or after the last closing of a working day."""
    WEEKLY_OFF = "weekly_off"
    HOLIDAY = "holiday"
    YEARLY = "yearly"
    DAY_OFF = "day_off"


WHYS = [why.value for why in Why]
COUNTED = frozenset({Why.WORKING, Why.MAKE_UP, Why.SPECIAL})
_OF_WORKING_DAY = {DayKind.MAKE_UP: Why.MAKE_UP, DayKind.SPECIAL: Why.SPECIAL}
_OF_DAY_OFF = {
    DayKind.DAY_OFF: Why.DAY_OFF,
    DayKind.HOLIDAY: Why.HOLIDAY,
    DayKind.YEARLY: Why.YEARLY,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A half-open stretch [start, end) with its reason; `name` is the day's ("国庆节"). UTC moments."""

    start: datetime
    end: datetime
    why: Why
    name: str = ""
    provisional: bool = False

    @property
    def counted(self) -> bool:
        """Whether working time is used up in it."""
        return self.why in COUNTED

    @property
    def seconds(self) -> int:
        """Its length from whole second to whole second, like `between`: parts add up."""
        return (micros(self.end) // MICRO) - (micros(self.start) // MICRO)


def ledger(calendar: Calendar, start: datetime, end: datetime, breaks: Sequence[Break] = ()) -> list[Entry]:
    """The stretches from `start` to `end` without a gap; the counted ones add up to between(start, end, breaks)."""
    found: list[Entry] = []
    pauses = [(moment(begins), moment(ends)) for begins, ends in merged(breaks)]
    for entry in _days(calendar, start, end):
        parts = _with_pauses(entry, pauses) if entry.counted else iter([entry])
        for part in parts:
            last = found[-1] if found else None
            if last and (last.why, last.name) == (part.why, part.name) and _runs_on(last, part):
                found[-1] = replace(last, end=part.end, provisional=last.provisional or part.provisional)
            else:
                found.append(part)
    return found


def _runs_on(last: Entry, part: Entry) -> bool:
    """A night is one stretch over midnight; days off stay apart, each with its date."""
    return last.end == part.start and part.why in {Why.OFF_HOURS, Why.PAUSE}


def _days(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Entry]:
    day = start.astimezone(calendar.zone).date()
    first = midnight(calendar, day)
    while first < end:
        last = midnight(calendar, day + timedelta(days=1))
        for entry in _one_day(calendar, day, first, last):
            if start < entry.end and entry.start < end:
                inside = start <= entry.start and entry.end <= end
                yield (
                    entry
                    if inside
                    else replace(entry, start=max(entry.start, start), end=min(entry.end, end))
                )
        first, day = last, day + timedelta(days=1)


def _one_day(calendar: Calendar, day: date, first: datetime, last: datetime) -> Iterator[Entry]:
    kind, name = calendar.day_reason(day)
    provisional = calendar.provisional_from is not None and day >= calendar.provisional_from
    stretches = calendar.stretches(day)
    whole = Entry(start=first, end=last, why=Why.OFF_HOURS, provisional=provisional)
    if not stretches:
        yield replace(whole, why=_OF_DAY_OFF.get(kind, Why.WEEKLY_OFF), name=name)
        return
    at = first
    for opens, closes in stretches:
        if at < opens:
            yield replace(whole, start=at, end=opens, why=Why.OFF_HOURS if at == first else Why.LUNCH)
        yield replace(whole, start=opens, end=closes, why=_OF_WORKING_DAY.get(kind, Why.WORKING), name=name)
        at = closes
    if at < last:
        yield replace(whole, start=at, end=last)


def _with_pauses(entry: Entry, pauses: Sequence[tuple[datetime, datetime]]) -> Iterator[Entry]:
    at = entry.start
    for begins, ends in pauses:
        first, last = max(begins, at), min(ends, entry.end)
        if first >= last:
            continue
        if at < first:
            yield replace(entry, start=at, end=first)
        yield replace(entry, start=first, end=last, why=Why.PAUSE, name="")
        at = last
    if at < entry.end:
        yield replace(entry, start=at)


def midnight(calendar: Calendar, day: date) -> datetime:
    """The first moment of a local day."""
    return moment(open_stretches(calendar.zone, day, ((time(0), time(0)),))[0][0] * MICRO)
