"""What a reader may see, as lazy subqueries: making a scope costs no query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Scope(ABC):
    """Built by grid for one user and day; every `visible_to(scope)` cuts its table with it."""

    user_id: int
    role: str
    today: date
    now: datetime
    reads_everything: bool
    reads_register: bool
    """May look up every enterprise (basic facts), though not what concerns it."""

    @property
    @abstractmethod
    def unit_ids(self) -> QuerySet[Any, Any]:
        """Units the reader belongs to today."""

    @property
    @abstractmethod
    def led_unit_ids(self) -> QuerySet[Any, Any]:
        """Units the reader leads today."""

    @property
    @abstractmethod
    def enterprise_ids(self) -> QuerySet[Any, Any]:
        """Enterprises the reader serves today, or speaks for."""

    @property
    @abstractmethod
    def colleague_ids(self) -> QuerySet[Any, Any]:
        """People who share a unit with the reader today."""

    @property
    @abstractmethod
    def stood_for_ids(self) -> Any:
        """People for whom the reader stands in now, along the chain of deputies."""

    @property
    def given(self) -> dict[str, Any]:
        """What a prepared read (core.prepared) is told of the reader."""
        return {"reader": self.user_id, "today": self.today, "now": self.now}

    @property
    def is_enterprise(self) -> bool:
        """Reads as a customer: public facts of its own enterprise only."""
        return self.role == "contact"
