"""Reads of the inbox."""

from __future__ import annotations

from core.scope import Scope
from notifications.models import Delivery

UNREAD_COUNTED = 1000


def unread_count(scope: Scope) -> int:
    """Unread entries of one's inbox, counted up to a thousand."""
    unread: int = Delivery.objects.visible_to(scope).inbox().unread()[:UNREAD_COUNTED].count()
    return unread
