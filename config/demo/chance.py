"""Chance that can be repeated: every noun draws from its own stream, so that one more draw here moves nothing there."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")
_PLACE = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_AROUND_DATES = re.compile(r" ?(\d+月\d+日) ?")
_DAYS = re.compile(r"@(-?\d+)-(-?\d+)")


class Chance:
    """One stream, named by the seed and what it is for."""

    def __init__(self, *names: object) -> None:
        self._random = random.Random(":".join(map(str, names)))

    def uuid(self) -> UUID:
        """A version 4 uuid."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def happens(self, probability: float) -> bool:
        """True with the probability."""
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        """Evenly between."""
        return self._random.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def bell(self, low: float, high: float) -> float:
        """Between, more often in the middle."""
        return self._random.triangular(low, high)

    def skewed(self, low: float, middle: float, high: float, spread: float) -> float:
        """Log-normal around the middle, cut at the ends: many small, few large."""
        return min(high, max(low, middle * math.exp(self._random.gauss(0, spread))))

    def one(self, things: Sequence[T]) -> T:
        """Any of them."""
        return things[self._random.randrange(len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """So many different ones, or all there are."""
        return self._random.sample(things, min(count, len(things)))

    def weighted(self, things: Mapping[T, float]) -> T:
        """One, by weight."""
        return self._random.choices(list(things), weights=list(things.values()))[0]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return self._random.sample(things, len(things))

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(self._random.choices("0123456789", k=count))

    def letters(self, count: int, alphabet: str) -> str:
        """So many characters of an alphabet."""
        return "".join(self._random.choices(alphabet, k=count))

    def say(self, template: str, on: date) -> str:
        """A text with its places filled: {20-80} a number, {a|b} a choice, {@3-9} a date that many days later."""

        def fill(place: re.Match[str]) -> str:
            inside = place[1]
            if found := _DAYS.fullmatch(inside):
                day = on + timedelta(days=self.whole(int(found[1]), int(found[2])))
                return f"{day.month}月{day.day}日"
            if found := _RANGE.fullmatch(inside):
                return f"{self.whole(int(found[1]), int(found[2])):,}"
            choice: str = self.one(inside.split("|"))
            return choice

        return _AROUND_DATES.sub(r"\1", _PLACE.sub(fill, template))
