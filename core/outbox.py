"""Publishing: one INSERT beside the change it reports, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import connection
from django.utils import timezone

from core.context import current_request_id
from core.database import OUTBOX_CHANNEL, array_text, as_json, database_now
from core.events import Event
from core.models import EventRecord

COLUMNS = "kind, subject, at, recorded_at, actor_id, topics, notify, public, payload, request_id"
MANY = 20
# The waking call rides on the row, so that a change costs one round trip and not two.
INSERT = """
INSERT INTO core_eventrecord
    (kind, subject, at, recorded_at, actor_id, topics, notify, public, payload, request_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
RETURNING id, pg_notify(%s, '')
"""


def publish(*events: Event) -> list[EventRecord]:
    """Record what happened. Must run inside the transaction of the change; the NOTIFY only wakes the relay."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() belongs inside the transaction of the change it reports")

    rows = [_row(event) for event in events]
    if len(rows) == 1:
        _insert(rows[0])
    elif rows:
        EventRecord.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [OUTBOX_CHANNEL])
    return rows


def _row(event: Event) -> EventRecord:
    return EventRecord(
        kind=event.kind,
        subject=event.subject,
        at=event.at,
        recorded_at=timezone.now(),
        actor_id=event.actor_id,
        topics=list(event.topics),
        notify=sorted(set(event.notify)),
        public=event.public,
        payload=event.payload(),
        request_id=current_request_id(),
    )


def _insert(row: EventRecord) -> None:
    values: list[Any] = [
        row.kind,
        row.subject,
        row.at,
        row.recorded_at,
        row.actor_id,
        row.topics,
        row.notify,
        row.public,
        as_json(row.payload),
        row.request_id,
        OUTBOX_CHANNEL,
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        (row.pk, _) = cursor.fetchone()


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
                        array_text(event.topics),
                        array_text(sorted(set(event.notify))),
                        event.public,
                        orjson.dumps(event.payload()).decode(),
                        request_id,
                    )
                )
        cursor.execute("SELECT pg_notify(%s, '')", [OUTBOX_CHANNEL])
