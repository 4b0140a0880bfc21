"""How events name people and enterprises, and who hears of them."""

from __future__ import annotations

from accounts.models import User
from enterprises.models import Enterprise
from grid.events import EnterpriseName, PersonName


def enterprise_name(enterprise: Enterprise) -> EnterpriseName:
    return {"id": str(enterprise.uuid), "name": enterprise.name, "short_name": enterprise.short_name}


def person_name(user: User) -> PersonName:
    return {"id": user.pk, "name": user.name, "role": user.role}


def topics(
    enterprise: Enterprise, *, units: set[int | None] | None = None, users: set[int | None] | None = None
) -> tuple[str, ...]:
    """The enterprise's topic, the board, and those of the units and users concerned."""
    named = {f"unit.{unit}" for unit in units or () if unit} | {
        f"user.{user}" for user in users or () if user
    }
    return tuple(sorted({"board", f"enterprise.{enterprise.uuid}", *named}))
