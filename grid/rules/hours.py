"""A working calendar: which hours a day has and why, and the open stretches of a year in a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from zoneinfo import ZoneInfo

from grid.rules.wallclock import MICRO, Hours, Stretch, moment, open_stretches, second_of

HORIZON_YEARS = 400
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
Yearly = tuple[int, int]


class DayKind(StrEnum):
    """Why a day has the hours it has; the first that fits, from dated to weekly."""

    DAY_OFF = "day_off"
    """Dated, no hours, and the week would have some or the day has a name: a holiday or a closed day."""
    MAKE_UP = "make_up"
    """Dated hours on a day on which the week has none."""
    SPECIAL = "special"
    """Dated hours instead of the week's."""
    HOLIDAY = "holiday"
    YEARLY = "yearly"
    WEEKLY_OFF = "weekly_off"
    ORDINARY = "ordinary"


@dataclass(frozen=True)
class Season:
    """Other weekly hours from one day of the year through another, "05-01" to "09-30"; may pass New Year."""

    first: Yearly
    last: Yearly
    week: Week
    name: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the season, both ends included."""
        today = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= today <= self.last
        return today >= self.first or today <= self.last


@dataclass(frozen=True)
class Line:
    """The open stretches of a local year in a row, with the time open up to the end of each."""

    opens: list[int]
    closes: list[int]
    total: list[int]

    def until(self, at: int) -> int:
        """Time open in this year before a moment."""
        place = bisect_right(self.closes, at)
        done = self.total[place - 1] if place else 0
        if place < len(self.opens) and self.opens[place] < at:
            done += at - self.opens[place]
        return done

    def reached(self, done: int) -> int | None:
        """The moment by which so much time was open; None when the year has less."""
        place = bisect_left(self.total, done)
        if place == len(self.total):
            return None
        return self.closes[place] - (self.total[place] - done)


@dataclass(frozen=True)
class Calendar:
    """Weekly hours (Monday first), what replaces them, and in which order: dated days, holidays, days of every
    year, seasons, the week. An empty tuple is a day off; a block that ends at 00:00 ends at midnight."""

    zone: ZoneInfo
    week: Week
    days: Mapping[date, Hours] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    provisional_from: date | None = None
    holidays: Mapping[date, str] = field(default_factory=dict)
    yearly: Mapping[Yearly, str] = field(default_factory=dict)
    seasons: tuple[Season, ...] = ()
    version: int = 0
    id: int | None = None
    _lines: dict[int, Line] = field(default_factory=dict, repr=False, compare=False)

    def week_on(self, day: date) -> Week:
        """The weekly hours that hold on a day: its season's, else the ordinary ones."""
        return next((season.week for season in self.seasons if season.holds_on(day)), self.week)

    def hours_on(self, day: date) -> Hours:
        """The hours of a day: a dated day beats a holiday, a holiday the week."""
        found = self.days.get(day)
        if found is not None:
            return found
        if day in self.holidays or (day.month, day.day) in self.yearly:
            return ()
        return self.week_on(day)[day.weekday()]

    def day_reason(self, day: date) -> tuple[DayKind, str]:
        """Why the day has its hours, and the name it has ("国庆节")."""
        weekly, name = self.week_on(day)[day.weekday()], self.names.get(day, "")
        if (dated := self.days.get(day)) is not None:
            if not dated:
                return DayKind.DAY_OFF, name or self.holidays.get(day, "")
            return (DayKind.SPECIAL if weekly else DayKind.MAKE_UP), name
        if day in self.holidays:
            return DayKind.HOLIDAY, self.holidays[day]
        if (day.month, day.day) in self.yearly:
            return DayKind.YEARLY, self.yearly[(day.month, day.day)]
        return (DayKind.ORDINARY if weekly else DayKind.WEEKLY_OFF), name

    def stretches(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working stretches of a local day as UTC moments."""
        found = open_stretches(self.zone, day, self.hours_on(day))
        return tuple((moment(opens * MICRO), moment(closes * MICRO)) for opens, closes in found)

    def is_working(self, day: date) -> bool:
        """Whether anybody works on the day."""
        return bool(self.hours_on(day))

    def day_seconds(self) -> int:
        """Working seconds of an ordinary full day, the "1 working day" of policies."""
        return self._day_seconds

    @cached_property
    def _day_seconds(self) -> int:
        return max(
            sum(second_of(end, closing=True) - second_of(start) for start, end in hours)
            for hours in self.week
        )

    def line(self, year: int) -> Line:
        """The year's open stretches; built once."""
        found = self._lines.get(year)
        if found is None:
            stretches: list[Stretch] = []
            day = date(year, 1, 1)
            while day.year == year:
                stretches += open_stretches(self.zone, day, self.hours_on(day))
                day += timedelta(days=1)
            stretches.sort()
            opens, closes = [one[0] * MICRO for one in stretches], [one[1] * MICRO for one in stretches]
            total = list(accumulate(close - open_ for open_, close in zip(opens, closes, strict=True)))
            found = self._lines[year] = Line(opens, closes, total)
        return found

    def last_year(self, first: int) -> int:
        """The last year worth looking for working time in, from `first` on."""
        weeks = (self.week, *(season.week for season in self.seasons))
        if any(hours for week in weeks for hours in week):
            return first + HORIZON_YEARS
        return max((day.year for day, hours in self.days.items() if hours), default=first)
