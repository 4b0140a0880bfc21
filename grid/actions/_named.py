"""How events name people and enterprises, and who hears of them."""

from __future__ import annotations

from collections.abc import Collection

from accounts.models import User
from enterprises.models import Enterprise
from grid.events import EnterpriseName, PersonName


def enterprise_name(enterprise: Enterprise) -> EnterpriseName:
    return {"id": str(enterprise.uuid), "name": enterprise.name, "short_name": enterprise.short_name}


def person_name(user: User) -> PersonName:
    return {"id": user.pk, "name": user.name, "role": user.role}


def topics(
    enterprise: Enterprise,
    *,
    units: Collection[int | None] = (),
    users: Collection[int | None] = (),
    board: bool = False,
) -> tuple[str, ...]:
    """The enterprise's topic and those of the units and users concerned; the board where it counts there."""
    named = {f"enterprise.{enterprise.uuid}"}
    named |= {f"unit.{unit}" for unit in units if unit} | {f"user.{user}" for user in users if user}
    return tuple(sorted(named | ({"board"} if board else set())))
