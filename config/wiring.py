"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations

from accounts.selectors import can_join_user
from core.registry import registry
from grid.selectors import scope_for
from grid.selectors.captions import captions
from grid.selectors.topics import can_join_enterprise, can_join_unit
from grid.tasks import sweep_photos


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
    registry.scope_for = scope_for
    registry.captions = captions
    registry.reactions["photo_received"] = "grid.tasks.render_photos"
    registry.sweeps["photos"] = sweep_photos
    registry.topics |= {"user": can_join_user, "unit": can_join_unit, "enterprise": can_join_enterprise}
