"""Not disturbing an enterprise: how often somebody has been there, and when another visit is one too many."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

WINDOW = timedelta(days=7)
MOST_IN_WINDOW = 2
"""A third visit within seven days is one too many, unless somebody says it must be."""
MERGED_WITHIN = timedelta(days=3)
"""What several units want of an enterprise within so many days is done in one visit."""


def visits_around(on: date, others: Collection[date]) -> int:
    """The most visits that any seven days with `on` in them hold, the one on `on` included."""
    starts = [on - timedelta(days=back) for back in range(WINDOW.days)]
    return 1 + max(sum(start <= day < start + WINDOW for day in others) for start in starts)


def is_too_much(on: date, others: Collection[date]) -> bool:
    """Whether a visit on the day would be one too many."""
    return visits_around(on, others) > MOST_IN_WINDOW
