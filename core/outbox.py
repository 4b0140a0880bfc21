"""Publishing: one INSERT beside the change it reports, in the same transaction."""

from __future__ import annotations

from django.db import connection

from core.context import current_request_id
from core.database import OUTBOX_CHANNEL
from core.events import Event
from core.models import EventRecord


def publish(*events: Event) -> list[EventRecord]:
    """Record what happened. Must run inside the transaction of the change; the NOTIFY only wakes the relay."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() belongs inside the transaction of the change it reports")

    rows = EventRecord.objects.bulk_create(
        EventRecord(
            kind=event.kind,
            subject=event.subject,
            at=event.at,
            actor_id=event.actor_id,
            topics=list(event.topics),
            notify=sorted(set(event.notify)),
            public=event.public,
            payload=event.payload(),
            request_id=current_request_id(),
        )
        for event in events
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [OUTBOX_CHANNEL])

    return rows
