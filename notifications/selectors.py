"""Reads: where the feed stands, what a page missed, and what lies unread."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from core.models import EventRecord, Feed
from core.scope import Scope
from notifications.frames import Frame, from_record
from notifications.models import Delivery

UNREAD_COUNTED = 1000


def feed_position() -> tuple[str, int]:
    """The epoch, and the highest number given out."""
    feed, _ = Feed.objects.get_or_create(id=1)
    return str(feed.epoch), feed.head


def frames_after(seq: int, until: int, limit: int) -> list[Frame]:
    """All events in (seq, until], oldest first."""
    rows = EventRecord.objects.filter(seq__gt=seq, seq__lte=until).order_by("seq")[:limit]
    return [from_record(row) for row in rows]


def missed_frames(topics: Collection[str], user_id: int, since: int, until: int, limit: int) -> list[Frame]:
    """The events in (since, until] that watchers of the topics should have heard, oldest first."""
    heard = Q(topics__overlap=list(topics))
    if f"user.{user_id}" in topics:
        heard |= Q(notify__contains=[user_id])
    rows = EventRecord.objects.filter(heard, seq__gt=since, seq__lte=until).order_by("seq")[:limit]
    return [from_record(row) for row in rows]


def unread_count(scope: Scope) -> int:
    """Unread entries of one's inbox, counted up to a thousand."""
    unread: int = Delivery.objects.visible_to(scope).inbox().unread()[:UNREAD_COUNTED].count()
    return unread
