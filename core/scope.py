"""What a reader may see, as lazy subqueries: computing a scope costs no query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Built by grid for one user; every `visible_to(scope)` cuts its table with it."""

    user_id: int
    role: str
    reads_everything: bool
    reads_register: bool
    """May look up every enterprise (basic facts), though not what concerns it."""
    unit_ids: QuerySet[Any, Any]
    """Units the reader belongs to today."""
    led_unit_ids: QuerySet[Any, Any]
    """Units the reader leads today."""
    enterprise_ids: QuerySet[Any, Any]
    """Enterprises the reader serves today, or speaks for."""

    colleague_ids: QuerySet[Any, Any]
    """People who share a unit with the reader today."""
    stood_for_ids: Any
    """People for whom the reader stands in now, along the chain of deputies."""

    @property
    def is_enterprise(self) -> bool:
        """Reads as a customer: public facts of its own enterprise only."""
        return self.role == "contact"
