"""Whether somebody watches: the pages that are open beside the simulator's own, and how long ago there was one."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import Error, close_old_connections

from core.heartbeats import open_pages

ENOUGH = 600.0
"""Seconds without a page after which nobody is expected back."""


class Attention:
    """Awake while a page is open and for ten minutes after the last one closed."""

    def __init__(self, enough: float = ENOUGH) -> None:
        self._enough = enough
        self._last: float | None = None

    def notice(self, others: int, now: float) -> None:
        """So many pages of others are open at the moment `now` (seconds of any clock)."""
        if others > 0:
            self._last = now

    def is_awake(self, now: float) -> bool:
        """Whether it is worth playing."""
        return self._last is not None and now - self._last < self._enough


def pages_of_others(own: int) -> int:
    """Open pages without one's own; none while the database does not answer."""
    try:
        close_old_connections()
        return max(0, open_pages(datetime.now(UTC)) - own)
    except Error:
        return 0
