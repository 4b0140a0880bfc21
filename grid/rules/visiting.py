"""When an enterprise is due for a visit: how often its tier is seen, and how much its state presses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

EVERY = {"key": timedelta(days=14), "regular": timedelta(days=30), "small": timedelta(days=60)}
"""How often each tier is seen. The zone asked for one visit in two months at least (一月一联系,两月一走访)."""
RISKY = 5
"""From so many points on an enterprise is seen twice as often."""
ORDER = {"follow_up": 0, "planned": 1, "never": 2, "stale": 3}
PRESSING = ("stopped", "low", "fallen", "tickets", "silent")
LOW, FALL = 60, 10
"""Percent of normal capacity that is little, and points of capacity that are a fall."""
SILENT_AFTER = timedelta(days=21)
MOST_RISK = 10


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an enterprise on a day. Capacities are percent of normal."""

    key: bool
    above_scale: bool
    open_tickets: int
    stopped: bool
    capacity: int | None
    capacity_before: int | None
    reported_on: date | None

    @property
    def tier(self) -> str:
        """key, regular or small."""
        return "key" if self.key else "regular" if self.above_scale else "small"


@dataclass(frozen=True)
class Reason:
    """One thing that presses, with its figure: tickets, percent, points or days."""

    code: str
    points: int
    n: int = 0


@dataclass(frozen=True)
class Due:
    """Why an enterprise is due, and since when."""

    reason: str
    on: date

    @property
    def order(self) -> int:
        """What is promised comes first, then what is planned, what is new, and routine."""
        return ORDER[self.reason]


def risk(today: date, facts: Facts) -> list[Reason]:
    """What presses, the weightiest first; the points are a judgement, written down here so that it can be argued with.

    Production that stands: 3, that is low: 2. A fall since the report before: 2. Each open ticket: 1, three at most.
    No figures for three weeks: 1. The sum, ten at most, is the risk.
    """
    found = []
    if facts.stopped:
        found.append(Reason("stopped", 3))
    elif facts.capacity is not None and facts.capacity < LOW:
        found.append(Reason("low", 2, facts.capacity))
    if facts.capacity is not None and facts.capacity_before is not None:
        fallen = facts.capacity_before - facts.capacity
        if fallen >= FALL:
            found.append(Reason("fallen", 2, fallen))
    if facts.open_tickets:
        found.append(Reason("tickets", min(3, facts.open_tickets), facts.open_tickets))
    if facts.reported_on is None or facts.reported_on + SILENT_AFTER < today:
        found.append(Reason("silent", 1, (today - facts.reported_on).days if facts.reported_on else 0))
    return sorted(found, key=lambda one: -one.points)


def score(reasons: list[Reason]) -> int:
    """The risk from 0 to 10."""
    return min(MOST_RISK, sum(one.points for one in reasons))


def cadence(tier: str, points: int) -> timedelta:
    """How long after a visit the next one is due: the tier's habit, half of it when the risk is high."""
    every = EVERY[tier]
    return every / 2 if points >= RISKY else every


def due(
    today: date, *, last_visit_on: date | None, follow_up_on: date | None, every: timedelta
) -> Due | None:
    """A promised return whose day has come, an enterprise never seen, or one not seen for its cadence."""
    if last_visit_on is None:
        return Due("never", today)
    if follow_up_on is not None and follow_up_on <= today:
        return Due("follow_up", follow_up_on)
    stale_on = last_visit_on + every
    return Due("stale", stale_on) if stale_on <= today else None
