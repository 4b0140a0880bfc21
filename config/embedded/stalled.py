"""A process that is alive and stuck: the supervisor sees its number and is content, so its progress is asked here."""

import time
from collections.abc import Mapping
from typing import Any

import psycopg

from config import progress
from config.embedded.stack import Stack

LOOK_EVERY = 15.0
PATIENCE = 120.0
"""Seconds that a process is given after its start, and without progress before it is started again."""
WATCHED = ("ticker", "worker", "beat")


class Stalled:
    """Looks now and then, and names who should be started again. A database that is away is nobody's standstill."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._looked_at = time.monotonic()
        self._answered_at: float | None = None

    def found(self, states: Mapping[str, Mapping[str, Any]]) -> list[str]:
        """Programs that run for long enough and got nothing done for too long; empty between two looks."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY:
            return []
        self._looked_at = now
        try:
            ages = {name: self._age(name) for name in WATCHED}
        except psycopg.Error:
            self._answered_at = None
            return []
        self._answered_at = self._answered_at or now
        if now - self._answered_at < PATIENCE:
            return []
        return [name for name, age in ages.items() if age > PATIENCE and _runs_long(states.get(name))]

    def _age(self, name: str) -> float:
        seconds = progress.age(self._stack.environment["DATABASE_URL"], progress.row_of(name).name)
        return float("inf") if seconds is None else seconds


def _runs_long(info: Mapping[str, Any] | None) -> bool:
    return (
        info is not None
        and info["statename"] == "RUNNING"
        and float(info["now"]) - float(info["start"]) > PATIENCE
    )
