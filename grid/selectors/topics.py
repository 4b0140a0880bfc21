"""Who may watch a unit or an enterprise live."""

from __future__ import annotations

from uuid import UUID

from core.scope import Scope
from enterprises.models import Enterprise
from grid.models import VISIT_TEMPLATE

TEMPLATE_TOPIC = f"visit_template.{VISIT_TEMPLATE}"


def can_join_unit(scope: Scope, topic: str) -> bool:
    """Members watch their unit; coordinators, leaders and administrators any."""
    key = topic.removeprefix("unit.")
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return False
    return scope.reads_everything or scope.unit_ids.filter(unit_id=int(key)).exists()


def can_join_enterprise(scope: Scope, topic: str) -> bool:
    """Those who serve it or speak for it, and who read everything; not the mere reader of the register."""
    try:
        key = UUID(topic.removeprefix("enterprise."))
    except ValueError:
        return False
    rows = Enterprise.objects.all() if scope.reads_everything else Enterprise.objects.served_by(scope)
    return rows.filter(uuid=key).exists()


def can_join_template(scope: Scope, topic: str) -> bool:
    """Everybody who visits or reads visits hears when the questions change."""
    return topic == TEMPLATE_TOPIC and not scope.is_enterprise


def topics_of(scope: Scope) -> list[str]:
    """The topics of the reader, of the reader's units and of the enterprises served; to staff, of the questions."""
    units = [f"unit.{row['unit_id']}" for row in scope.unit_ids]
    served = Enterprise.objects.served_by(scope).values_list("uuid", flat=True)
    questions = [] if scope.is_enterprise else [TEMPLATE_TOPIC]
    return [f"user.{scope.user_id}", *units, *(f"enterprise.{uuid}" for uuid in served), *questions]
