"""What clocks are told from outside: where rows go, and why they rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Model


class Keeper(Protocol):
    """Where rows go."""

    def add(self, row: Model) -> None:
        """A row that is new."""

    def change(self, row: Model) -> None:
        """A row that is no longer as it was."""


@dataclass(frozen=True, kw_only=True)
class Resting:
    """Why clocks rest, and until when at most: a day of review, or the limit of the reason."""

    reason: str
    text: str
    review_on: date | None = None
