"""Interleaved timing: A, B, A, B, … so that a neighbour's load falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Medians in milliseconds, and how many times faster the first is than the second."""

    name: str
    ours_ms: float
    other_ms: float
    goal: float

    @property
    def times(self) -> float:
        return self.other_ms / self.ours_ms

    @property
    def holds(self) -> bool:
        return self.times >= self.goal

    def line(self) -> str:
        verdict = "ok" if self.holds else "MISSED"
        return (
            f"{self.name:<58} {self.ours_ms:8.2f} ms {self.other_ms:8.2f} ms "
            f"{self.times:6.2f}x (goal {self.goal:.2f}x) {verdict}"
        )


def interleave(
    name: str, ours: Callable[[], object], other: Callable[[], object], *, rounds: int, goal: float
) -> Ratio:
    """Run both in turn, once to warm up and then `rounds` times each; compare medians."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for times, work in zip(taken, (ours, other), strict=True):
            began = time.perf_counter()
            work()
            if number:
                times.append((time.perf_counter() - began) * 1000)
    return Ratio(name, statistics.median(taken[0]), statistics.median(taken[1]), goal)
