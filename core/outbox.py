"""Publishing: one INSERT beside the change it reports, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from django.db import connection

from core.context import current_request_id
from core.database import OUTBOX_CHANNEL, database_now
from core.events import Event
from core.models import EventRecord

COLUMNS = "kind, subject, at, recorded_at, actor_id, topics, notify, public, payload, request_id"


MANY = 20


def publish_many(events: Sequence[Event]) -> None:
    """The same for the hundreds of a sweep, in one COPY."""
    if len(events) < MANY:
        publish(*events)
        return
    if not connection.in_atomic_block:
        raise RuntimeError("publish_many() belongs inside the transaction of the changes it reports")
    request_id, now = current_request_id(), database_now()
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY core_eventrecord ({COLUMNS}) FROM STDIN") as stream:
            for event in events:
                stream.write_row(
                    (
                        event.kind,
                        event.subject,
                        event.at,
                        now,
                        event.actor_id,
                        list(event.topics),
                        sorted(set(event.notify)),
                        event.public,
                        orjson.dumps(event.payload()).decode(),
                        request_id,
                    )
                )
        cursor.execute("SELECT pg_notify(%s, '')", [OUTBOX_CHANNEL])


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
