"""Clocks as arithmetic: used, left, due, lamp, and the next moment the lamp changes. All in working seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from grid.rules.calendar import Calendar, add, between, working_day

YELLOW_MOST = 4 * 3600


class Lamp(StrEnum):
    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    NONE = "none"


URGENCY = {Lamp.RED: 0, Lamp.YELLOW: 1, Lamp.BLUE: 2, Lamp.GREEN: 3, Lamp.GREY: 4, Lamp.NONE: 5}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One clock at rest or running: `used` before `running_since`, which is None while it is paused."""

    budget: int
    used: int
    running_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Face:
    """What a clock shows at a moment: due (None while paused), lamp, and when the lamp changes next."""

    due_at: datetime | None
    lamp: Lamp
    alarm_at: datetime | None


def started(budget: int, at: datetime) -> Reading:
    """A fresh clock."""
    return Reading(budget=budget, used=0, running_since=at)


def paused(calendar: Calendar, reading: Reading, at: datetime) -> Reading:
    """The clock stopped at a moment, what ran kept; pausing a paused clock changes nothing."""
    if reading.running_since is None:
        return reading
    return replace(
        reading, used=reading.used + between(calendar, reading.running_since, at), running_since=None
    )


def resumed(reading: Reading, at: datetime) -> Reading:
    """The clock running again from a moment; resuming a running clock changes nothing."""
    return reading if reading.running_since is not None else replace(reading, running_since=at)


def face(
    calendar: Calendar, reading: Reading, at: datetime, *, returned: bool = False, warns: bool = True
) -> Face:
    """Due, lamp and next alarm. Red from the due moment on; yellow when what is left is at most 4 working hours
    or a quarter of the budget, whichever is less, or after a return; blue within a working day or a half.
    A clock that does not warn goes from green to red."""
    if reading.running_since is None:
        return Face(due_at=None, lamp=Lamp.GREY, alarm_at=None)
    due_at = add(calendar, reading.running_since, max(reading.budget - reading.used, 0))
    if at >= due_at:
        return Face(due_at=due_at, lamp=Lamp.RED, alarm_at=None)
    if not warns:
        return Face(due_at=due_at, lamp=Lamp.YELLOW if returned else Lamp.GREEN, alarm_at=due_at)
    yellow_at, blue_at = _warnings(calendar, reading)
    if returned:
        return Face(due_at=due_at, lamp=Lamp.YELLOW, alarm_at=yellow_at if at < yellow_at else due_at)
    lamp = Lamp.YELLOW if at >= yellow_at else Lamp.BLUE if at >= blue_at else Lamp.GREEN
    alarm_at = min(moment for moment in (due_at, yellow_at, blue_at) if moment > at)
    return Face(due_at=due_at, lamp=lamp, alarm_at=alarm_at)


def is_near(calendar: Calendar, reading: Reading, at: datetime) -> bool:
    """Whether a running clock has so little left that it is yellow by itself, and is not yet due."""
    if reading.running_since is None:
        return False
    due_at = add(calendar, reading.running_since, max(reading.budget - reading.used, 0))
    return _warnings(calendar, reading)[0] <= at < due_at


def _warnings(calendar: Calendar, reading: Reading) -> tuple[datetime, datetime]:
    """The moments at which yellow and blue begin."""
    assert reading.running_since is not None
    since, left = reading.running_since, reading.budget - reading.used
    yellow = min(YELLOW_MOST, reading.budget // 4)
    blue = min(calendar.day_seconds(), reading.budget // 2)
    return add(calendar, since, max(left - yellow, 0)), add(calendar, since, max(left - blue, 0))


def budget_of(calendar: Calendar, start: datetime, *, seconds: int, days: int | None) -> int:
    """The working seconds of a promise given at a moment. Working days keep the clock time: given on Monday at ten,
    five days end next Monday at ten, however long each of the days is."""
    if not days:
        return seconds
    opens = add(calendar, start, 1) - timedelta(seconds=1)
    local = opens.astimezone(calendar.zone)
    last = working_day(calendar, local.date() + timedelta(days=1), days)
    return between(calendar, start, datetime.combine(last, local.timetz()))


def rest_of_day(calendar: Calendar, at: datetime) -> int:
    """Working seconds for what must be done the same day: until the close of the working day, or of the next one when
    this one is over; never less than an hour."""
    opens = (add(calendar, at, 1) - timedelta(seconds=1)).astimezone(calendar.zone)
    midnight = datetime.combine(opens.date() + timedelta(days=1), time.min, calendar.zone)
    return max(between(calendar, at, midnight), 3600)


def most_pressing(faces: list[Face]) -> Face:
    """The face a ticket wears: the first due of its running clocks; grey when all are paused; none without."""
    running = [one for one in faces if one.due_at is not None]
    if running:
        return min(running, key=lambda one: (one.due_at, URGENCY[one.lamp]))
    if faces:
        return Face(due_at=None, lamp=Lamp.GREY, alarm_at=None)
    return Face(due_at=None, lamp=Lamp.NONE, alarm_at=None)


def redo_budget(resolve_budget: int) -> int:
    """A redo has half the time, at least one working hour."""
    return max(resolve_budget // 2, 3600)
