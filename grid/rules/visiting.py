"""When an enterprise is due for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

STALE_AFTER = timedelta(days=14)
"""The campaign of 2020 asked for a visit and a call a month; twice that is the zone's own habit."""
ORDER = {"follow_up": 0, "never": 1, "stale": 2}


@dataclass(frozen=True)
class Due:
    """Why an enterprise is due, and since when."""

    reason: str
    on: date

    @property
    def order(self) -> int:
        """What is promised comes before what is new, and that before routine."""
        return ORDER[self.reason]


def due(today: date, *, last_visit_on: date | None, follow_up_on: date | None) -> Due | None:
    """A promised return whose day has come, an enterprise never seen, or one not seen for two weeks."""
    if last_visit_on is None:
        return Due("never", today)
    if follow_up_on is not None and follow_up_on <= today:
        return Due("follow_up", follow_up_on)
    stale_on = last_visit_on + STALE_AFTER
    return Due("stale", stale_on) if stale_on <= today else None
