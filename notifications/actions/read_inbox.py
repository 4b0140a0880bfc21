"""Opening entries of one's own inbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.outbox import publish
from core.scope import Scope
from notifications.events import InboxRead
from notifications.models import Delivery
from notifications.selectors import unread_count


@transaction.atomic
def read_inbox(*, actor: User, scope: Scope, ids: Collection[int] | None, at: datetime) -> int:
    """Mark entries of the actor's inbox as read, all of them when `ids` is None; returns how many stay unread."""
    unread = Delivery.objects.visible_to(scope).inbox().unread()
    chosen = unread if ids is None else unread.filter(id__in=ids)

    opened = chosen.update(read_at=at)
    left = unread_count(scope)

    if opened:
        publish(InboxRead(at=at, actor_id=actor.pk, topics=(f"user.{actor.pk}",), unread=left))
    return left
