"""Where a user stands: units, enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from enterprises.models import Contact, Enterprise
from grid.models import Membership


@dataclass(frozen=True, kw_only=True)
class Place:
    """The units a user belongs to (the one led first) and the enterprise spoken for."""

    units: list[dict[str, Any]]
    enterprise: Enterprise | None


def place_of_user(user: User, *, on: date) -> Place:
    """Two queries."""
    members = Membership.objects.current(on).filter(user_id=user.pk).select_related("unit")
    contact = Contact.objects.filter(user_id=user.pk).select_related("enterprise").first()
    return Place(
        units=[
            {
                "id": row.unit.pk,
                "name": row.unit.name,
                "name_en": row.unit.name_en,
                "kind": row.unit.kind,
                "is_lead": row.is_lead,
            }
            for row in members.order_by("-is_lead", "id")
        ],
        enterprise=contact.enterprise if contact else None,
    )
