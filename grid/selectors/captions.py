"""The line under a person's name: the unit, or the enterprise spoken for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone
from django.utils.translation import get_language

from enterprises.models import Contact
from grid.models import Membership


def captions(user_ids: Collection[int]) -> Mapping[int, str]:
    """In the reader's language, two queries for any number of people."""
    column = "unit__name_en" if (get_language() or "").startswith("en") else "unit__name"
    members = (
        Membership.objects.current(timezone.localdate())
        .filter(user_id__in=user_ids)
        .order_by("is_lead", "-id")
        .values_list("user_id", column)
    )
    contacts = Contact.objects.filter(user_id__in=user_ids).values_list("user_id", "enterprise__short_name")
    return {user_id: name for user_id, name in [*members, *contacts] if user_id is not None}
