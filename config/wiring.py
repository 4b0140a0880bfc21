"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations

from core.registry import registry
from notifications.selectors import can_join_own
from notifications.sender import send_due


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
    registry.topics["user"] = can_join_own
    registry.sweeps["mails"] = send_due
