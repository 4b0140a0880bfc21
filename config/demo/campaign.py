"""When the world happens: sixty-one working days that end at the last working day up to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from grid.rules.calendar import Calendar, add, working_day

FIRST_DAY_OF_2020 = date(2020, 2, 10)
WORKING_DAYS = 61
CLOSING = time(18, 0)


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Working day k of 2020 is `days[k - 1]` here. Nothing happens after `at`, the present moment of the load."""

    calendar: Calendar
    today: date
    at: datetime
    days: tuple[date, ...]
    eve: datetime
    """The morning of the working day before the first: the register and the teams are there."""

    def moment(self, day: date, fraction: float) -> datetime:
        """A moment in the working time of a day: 0 is its opening, 1 its closing. Whole seconds."""
        stretches = self.calendar.stretches(day)
        left = int(sum((end - start).total_seconds() for start, end in stretches) * fraction)
        for start, end in stretches:
            length = int((end - start).total_seconds())
            if left <= length:
                return start + timedelta(seconds=left)
            left -= length
        return stretches[-1][1]

    def clock(self, day: date, hour: float) -> datetime:
        """A moment by the wall clock of the zone, also outside working time. Whole seconds."""
        midnight = datetime.combine(day, time.min, self.calendar.zone)
        return (midnight + timedelta(seconds=int(hour * 3600))).astimezone(UTC)

    def after(self, moment: datetime, seconds: float) -> datetime:
        """The moment when so much working time has passed."""
        return add(self.calendar, moment, int(seconds))

    def ago(self, seconds: float) -> datetime:
        """The latest moment from which so much working time has passed up to the present."""
        left = timedelta(seconds=int(seconds))
        day = self.at.astimezone(self.calendar.zone).date()
        while True:
            for start, end in reversed(self.calendar.stretches(day)):
                length = min(end, self.at) - start
                if length <= timedelta():
                    continue
                if left < length:
                    return start + length - left
                left -= length
            day -= timedelta(days=1)

    def local_day(self, moment: datetime) -> date:
        """The day of a moment in the zone."""
        return moment.astimezone(self.calendar.zone).date()

    def number_of(self, moment: datetime) -> int:
        """Which of the days a moment falls in or follows: 1 to 61."""
        day = self.local_day(moment)
        return max(1, sum(one <= day for one in self.days))


def campaign(calendar: Calendar, *, today: date, at: datetime) -> Campaign:
    """The campaign that leads up to a day; `at` is cut to the second."""
    days = [working_day(calendar, today, -1)]
    while len(days) < WORKING_DAYS:
        days.append(working_day(calendar, days[-1] - timedelta(days=1), -1))
    eve = working_day(calendar, days[-1] - timedelta(days=1), -1)
    return Campaign(
        calendar=calendar,
        today=today,
        at=at.astimezone(UTC).replace(microsecond=0),
        days=tuple(reversed(days)),
        eve=calendar.stretches(eve)[0][0],
    )
