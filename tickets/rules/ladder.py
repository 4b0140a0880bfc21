"""The ladder as arithmetic: the working second of the promise at which each rung falls due.

A rung's moment is a reading of the resolve clock, not a date. So it derives from the promise and from the rung
before it, never from the moment at which anything fired; it rests while the clock rests, and moves with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from grid.rules.calendar import Calendar, add
from tickets.rules.sla import Reading


class Trigger(StrEnum):
    """What a rung's moment is measured from; START is level 0, where everything begins."""

    START = "start"
    SHARE = "share"
    BEFORE_DUE = "before_due"
    AFTER_DUE = "after_due"
    AFTER_PREVIOUS = "after_previous"


class How(StrEnum):
    """Who raised a rung."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"
    BY_ENTERPRISE = "by_enterprise"
    REDO = "redo"


class Colour(StrEnum):
    """A supervised notice: blue reminds, yellow warns, red holds to account."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


SEVERITY = {"": 0, Colour.BLUE: 1, Colour.YELLOW: 2, Colour.RED: 3}
REPLY_SECONDS = {Colour.BLUE: 2 * 27000, Colour.YELLOW: 27000, Colour.RED: 13500}
"""Working seconds a unit has to answer a notice: two days, one day, half a day of seven and a half hours."""


@dataclass(frozen=True, kw_only=True)
class RungData:
    """One rung. `amount` is a share in percent for SHARE, working seconds for all others."""

    level: int
    trigger: str
    amount: int = 0
    duty_seconds: int = 0
    recipients: tuple[str, ...] = ()
    notice: str = ""
    hands_over: bool = False


def marks(rungs: Sequence[RungData], budget: int) -> Mapping[int, int]:
    """Level to the working second of the promise at which it falls due; level 0 at zero. Never decreasing."""
    return _marks(tuple(rungs), budget)


@lru_cache(maxsize=1024)
def _marks(rungs: tuple[RungData, ...], budget: int) -> Mapping[int, int]:
    """Few ladders and few budgets serve all tickets, so a sweep reckons each pair once."""
    found: dict[int, int] = {}
    previous = 0
    for rung in sorted(rungs, key=lambda one: one.level):
        wanted = {
            Trigger.START: 0,
            Trigger.SHARE: budget * rung.amount // 100,
            Trigger.BEFORE_DUE: budget - rung.amount,
            Trigger.AFTER_DUE: budget + rung.amount,
            Trigger.AFTER_PREVIOUS: previous + rung.amount,
        }[Trigger(rung.trigger)]
        previous = found[rung.level] = max(wanted, previous)
    return found


def next_rung(rungs: Sequence[RungData], standing: int) -> RungData | None:
    """The lowest rung above the one that has been reached; None at the top."""
    above = [rung for rung in rungs if rung.level > standing]
    return min(above, key=lambda one: one.level, default=None)


def due_of(calendar: Calendar, rungs: Sequence[RungData], reading: Reading, level: int) -> datetime | None:
    """When a rung falls due; None while the clock rests or when there is no such rung."""
    mark = marks(rungs, reading.budget).get(level)
    if mark is None or reading.running_since is None:
        return None
    return add(calendar, reading.running_since, max(mark - reading.used, 0))


def redo_rung(standing: int, top: int) -> int:
    """A redo comes back one rung up."""
    return min(standing + 1, top)
