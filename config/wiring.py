"""What only the composition root knows: which scope, topics, projections, reactions and sweeps there are."""

from __future__ import annotations

from accounts.selectors import can_join_user
from core.pieces import sweep_uploads
from core.registry import registry
from grid.api import sync as grid
from grid.selectors import scope_for, scope_pattern
from grid.selectors.calendar import next_opening
from grid.selectors.captions import captions
from grid.selectors.topics import can_join_enterprise, can_join_template, can_join_unit, topics_of
from grid.tasks import sweep_absences, sweep_photos
from notifications.sender import send_due
from tickets import tasks as tickets
from tickets.actions.keep_counters import keep_counters
from tickets.api import sync as ticket_sync
from tickets.messages import MESSAGES
from tickets.selectors.columns import COLUMNS
from tickets.selectors.parts import can_join, can_join_board

FREEING = (
    "absence_ended",
    "capacity_set",
    "info_asked",
    "member_joined",
    "objection_ruled",
    "ticket_assigned",
    "ticket_confirmed",
    "ticket_closed",
    "ticket_handed_over",
    "ticket_held",
    "ticket_merged",
    "ticket_resolved",
    "ticket_withdrawn",
)
"""After these somebody may have room for what waits."""


def wire() -> None:
    """Fill core's registry. Called once, when every app is loaded."""
    registry.scope, registry.scope_pattern = scope_for, scope_pattern
    registry.captions = captions
    registry.opening = next_opening
    registry.topics_of = topics_of
    registry.receivers |= {**grid.RECEIVERS, **ticket_sync.RECEIVERS}
    registry.shelves |= {**grid.SHELVES, **ticket_sync.SHELVES}
    registry.topics |= {
        "user": can_join_user,
        "unit": can_join_unit,
        "enterprise": can_join_enterprise,
        "visit_template": can_join_template,
        "ticket": can_join,
        "board": can_join_board,
    }
    registry.columns |= COLUMNS
    registry.projections.append(keep_counters)
    registry.reactions |= {
        "ticket_submitted": "tickets.route",
        "ticket_categorised": "tickets.route",
        **dict.fromkeys(FREEING, "tickets.give_out"),
        "attachment_added": "tickets.render",
        "internal_attachment_added": "tickets.render",
        "photo_received": "grid.tasks.render_photos",
    }
    registry.messages |= MESSAGES
    registry.sweeps |= {
        "routing": tickets.sweep_routing,
        "absences": sweep_absences,
        "lines": tickets.sweep_lines,
        "clocks": tickets.sweep_clocks,
        "recounts": tickets.sweep_recounts,
        "subtasks": tickets.sweep_subtasks,
        "agendas": tickets.sweep_agendas,
        "renditions": tickets.sweep_renditions,
        "photos": sweep_photos,
        "uploads": sweep_uploads,
        "mails": send_due,
    }
