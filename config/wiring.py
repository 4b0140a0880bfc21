"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations

from core.registry import registry


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
    from grid.selectors import scope_for
    from tickets import tasks
    from tickets.actions.keep_counters import keep_counters
    from tickets.selectors.parts import can_join, can_join_board

    registry.scope_for = scope_for
    registry.topics |= {"ticket": can_join, "board": can_join_board}
    registry.projections.append(keep_counters)
    registry.reactions |= {
        "ticket_submitted": "tickets.route",
        "attachment_added": "tickets.render",
        "internal_attachment_added": "tickets.render",
    }
    registry.sweeps |= {
        "routing": tasks.sweep_routing,
        "clocks": tasks.sweep_clocks,
        "renditions": tasks.sweep_renditions,
    }
