"""Counts and times that many processes keep together, for the metrics.

They are added up in memory and written every few seconds as one statement, so that any web process can show the
sum of all: no port, no folder and no file for each process. A process that is killed takes a few seconds of its
counts along; nothing but figures depends on them.
"""

from __future__ import annotations

import logging
import os
import threading
from bisect import bisect_left
from collections import defaultdict

import orjson
from django.db import Error, connection

logger = logging.getLogger(__name__)
WRITE_EVERY = 10.0
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds in seconds; what took longer is in the bucket "+Inf"."""

Key = tuple[str, str]
ADD = (
    "INSERT INTO core_tally AS kept (name, labels, value)"
    " SELECT * FROM unnest(%s::text[], %s::text[], %s::float8[])"
    " ON CONFLICT (name, labels) DO UPDATE SET value = kept.value + excluded.value"
)


class Tally:
    """The counts of this process that are not yet written."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._added: dict[Key, float] = defaultdict(float)
        self._writer: threading.Thread | None = None

    def add(self, name: str, **labels: str) -> None:
        """Count something once. A label must have few values: a route, not an address."""
        self._add(name, 1.0, labels)

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """How long something took: its bucket and the sum of all."""
        place = bisect_left(BUCKETS, seconds)
        bound = str(BUCKETS[place]) if place < len(BUCKETS) else "+Inf"
        self._add(f"{name}_bucket", 1.0, {**labels, "le": bound})
        self._add(f"{name}_sum", seconds, labels)

    def write(self) -> int:
        """Add what came together to the table; kept for the next time when the database does not take it."""
        with self._lock:
            added, self._added = self._added, defaultdict(float)
        if not added:
            return 0
        # In one order everywhere, or two processes would wait for each other's rows.
        keys = sorted(added)
        try:
            with connection.cursor() as cursor:
                columns = (
                    [name for name, _ in keys],
                    [labels for _, labels in keys],
                    [added[key] for key in keys],
                )
                cursor.execute(ADD, columns)
        except Error:
            with self._lock:
                for key, amount in added.items():
                    self._added[key] += amount
            raise
        return len(keys)

    def keep_writing(self) -> None:
        """Write every few seconds from now on, in a thread of its own; once a process."""
        with self._lock:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_regularly, name="tally", daemon=True)
                self._writer.start()

    def _add(self, name: str, amount: float, labels: dict[str, str]) -> None:
        key = name, orjson.dumps(labels, option=orjson.OPT_SORT_KEYS).decode()
        with self._lock:
            self._added[key] += amount

    def _write_regularly(self) -> None:
        resting, failing = threading.Event(), False
        while not resting.wait(WRITE_EVERY):
            try:
                self.write()
                failing = False
            except Error as error:
                if not failing:
                    logger.warning("counts are kept in memory until the database takes them: %s", error)
                failing = True
            finally:
                connection.close()


tally = Tally()
# A forked child begins at nothing: what was counted before is its parent's.
os.register_at_fork(after_in_child=tally._begin)  # noqa: SLF001 - of this module
