"""What a report of visits spans, and when a problem counts as solved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from tickets.rules.vocabulary import State

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""The days that may be reported on."""
SOLVED_STATES = frozenset({State.RESOLVED, State.VERIFYING, State.CLOSED})
"""Where an outcome stands; one that came back for redoing is open again, whatever was said before."""


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days [first, last], both reported on."""

    first: date
    last: date

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The same as half-open moments: from midnight to midnight of the zone."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time.min, zone), datetime.combine(after, time.min, zone)


def span_of(period: Period, on: date) -> Span:
    """The day itself, or its week from Monday to Sunday (ISO 8601)."""
    if period == Period.DAY:
        return Span(first=on, last=on)
    monday = on - timedelta(days=on.weekday())
    return Span(first=monday, last=monday + timedelta(days=6))


def share(part: int, whole: int) -> float | None:
    """A share in percent with one decimal, or None when there is nothing to share."""
    return round(100 * part / whole, 1) if whole else None
