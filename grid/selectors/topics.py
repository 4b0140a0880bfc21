"""Who may watch a unit or an enterprise live."""

from __future__ import annotations

from uuid import UUID

from core.scope import Scope
from enterprises.models import Enterprise


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


def topics_of(scope: Scope) -> list[str]:
    """The topics of the reader, of the reader's units and of the enterprises served."""
    units = [f"unit.{row['unit_id']}" for row in scope.unit_ids]
    served = Enterprise.objects.served_by(scope).values_list("uuid", flat=True)
    return [f"user.{scope.user_id}", *units, *(f"enterprise.{uuid}" for uuid in served)]
