"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations

from core.registry import registry


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
    from accounts.selectors import can_join_user
    from grid.selectors import scope_for
    from grid.selectors.captions import captions
    from grid.selectors.topics import can_join_enterprise, can_join_unit
    from tickets import tasks
    from tickets.actions.keep_counters import keep_counters
    from tickets.selectors.parts import can_join, can_join_board

    registry.scope_for = scope_for
    registry.captions = captions
    registry.topics |= {
        "board": can_join_board,
        "enterprise": can_join_enterprise,
        "ticket": can_join,
        "unit": can_join_unit,
        "user": can_join_user,
    }
    registry.projections.append(keep_counters)
    registry.reactions |= {
        "ticket_submitted": tasks.route.name,
        "attachment_added": tasks.render_attachments.name,
        "internal_attachment_added": tasks.render_attachments.name,
    }
    registry.sweeps |= {
        "routing": tasks.sweep_routing,
        "clocks": tasks.sweep_clocks,
        "renditions": tasks.sweep_renditions,
    }
