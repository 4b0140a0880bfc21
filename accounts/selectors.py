"""Reads over accounts."""

from __future__ import annotations

from core.scope import Scope


def can_join_user(scope: Scope, topic: str) -> bool:
    """Everybody hears of what concerns themselves, and of nobody else."""
    return topic == f"user.{scope.user_id}"
