"""Interleaved timing: A, B, A, B, … so that a neighbour's load falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Pick = Callable[[Sequence[float]], float]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Ours and the other's figure of one run, and the ratio between them that must hold."""

    name: str
    ours: float
    other: float
    goal: float
    unit: str = "ms"
    at_most: bool = False
    """The goal is a ceiling on ours / other; without it, a floor under how many times better ours is."""

    @property
    def times(self) -> float:
        """How many times the other's: of its speed where more is better, of its cost under a ceiling."""
        if self.at_most or self.unit != "ms":
            return self.ours / self.other
        return self.other / self.ours

    @property
    def holds(self) -> bool:
        return self.times <= self.goal if self.at_most else self.times >= self.goal

    def line(self) -> str:
        return f"{self.name:<66} {self.figures():>28}  {self.verdict()}"

    def figures(self) -> str:
        return f"{self.ours:.2f} / {self.other:.2f} {self.unit}"

    def verdict(self) -> str:
        side = "≤" if self.at_most else "≥"
        return f"{self.times:.2f}x (goal {side} {self.goal:g}x) {'ok' if self.holds else 'MISSED'}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure without a twin: told, never judged."""

    name: str
    said: str

    def line(self) -> str:
        return f"{self.name:<66} {self.said}"


def p95(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantile(taken, 0.95)


def quantile(taken: Sequence[float], share: float) -> float:
    """The value that a share of the measurements does not exceed."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def interleave(
    ours: Callable[[], object], other: Callable[[], object], *, rounds: int, pick: Pick = statistics.median
) -> tuple[float, float]:
    """Run both in turn, a few times to warm up and then `rounds` times each: milliseconds of both sides.

    Of five stretches of the run the median is taken, so that one neighbour's burst does not decide.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    warm = min(rounds, 20)
    for number in range(rounds + warm):
        for times, work in zip(taken, (ours, other), strict=True):
            began = time.perf_counter()
            work()
            if number >= warm:
                times.append((time.perf_counter() - began) * 1000)
    return _of_stretches(taken[0], pick), _of_stretches(taken[1], pick)


def _of_stretches(taken: list[float], pick: Pick) -> float:
    size = max(1, len(taken) // 5)
    stretches = [taken[start : start + size] for start in range(0, len(taken), size)]
    return statistics.median(pick(stretch) for stretch in stretches[:5])
