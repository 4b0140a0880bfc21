"""Reads of the feed: where it stands, and what a page or the hub missed."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from core.database import database_now
from core.heartbeats import Process, late, own_name, stamp
from core.models import EventRecord, Feed
from notifications.live.frames import Frame, from_record

NAME = f"{own_name('live')}.{os.getpid()}"
"""Under which this process says that it makes progress."""


def feed_position() -> tuple[str, int]:
    """The epoch, and the highest number given out."""
    feed, _ = Feed.objects.get_or_create(id=1)
    return str(feed.epoch), feed.head


@dataclass(frozen=True)
class Standing:
    """Where the feed stands, and which of those that feed it stand still."""

    epoch: str
    head: int
    late: tuple[Process, ...] = ()


def look_around(seen: int, sockets: int) -> Standing:
    """How things stand now; and leave word of how far this process has come, and how many pages it serves."""
    epoch, head = feed_position()
    now = database_now()
    stamp(NAME, now, facts={"sockets": sockets, "seen": seen, "head": head})
    return Standing(epoch, head, late(now))


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
