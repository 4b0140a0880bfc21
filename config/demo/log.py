"""Everything that happened, put into one order and numbered without a gap by the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from core.events import Event
from core.models import EventRecord

TABLE = "core_eventrecord"
HEAP = 2000
MAKE = (
    "CREATE TEMPORARY TABLE demo_log (n bigint, at timestamptz, kind text, subject text, actor_id bigint,"
    " topics text[], notify bigint[], public boolean, payload jsonb) ON COMMIT DROP"
)
ARRANGE = f"""
    INSERT INTO {TABLE} (id, kind, subject, at, recorded_at, actor_id, topics, notify, public, payload,
                         request_id, seq)
    SELECT %(first_key)s - 1 + place, kind, subject, at, at, actor_id, topics, notify, public, payload,
           '', %(first_seq)s - 1 + place
    FROM (SELECT row_number() OVER (ORDER BY at, n) AS place, * FROM demo_log) AS arranged
"""  # noqa: S608
NAMES = "n, at, kind, subject, actor_id, topics, notify, public, payload"


@dataclass(frozen=True, slots=True)
class Told:
    """What the inbox needs to know of an event."""

    event: int
    kind: str
    at: datetime
    notify: list[int]
    public: bool


class Log:
    """Events of one subject are said in their order; those of one moment keep the order in which they were said."""

    def __init__(self) -> None:
        self.said = 0
        self._heap: list[tuple[Any, ...]] = []
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS demo_log")
            cursor.execute(MAKE)

    def say(self, event: Event) -> None:
        """Keep what happened."""
        self.said += 1
        self._heap.append(
            (
                self.said,
                event.at,
                event.kind,
                event.subject,
                event.actor_id,
                list(event.topics),
                sorted(set(event.notify)),
                event.public,
                orjson.dumps(event.payload()).decode(),
            )
        )
        if len(self._heap) >= HEAP:
            self._put_down()

    def arrange(self, *, first_key: int, first_seq: int) -> int:
        """Merge by time, give keys and numbers, and answer the last number."""
        self._put_down()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '128MB'")
            cursor.execute(ARRANGE, {"first_key": first_key, "first_seq": first_seq})
        return first_seq + self.said - 1

    def told_since(self, first_key: int, since: datetime) -> Iterator[Told]:
        """The arranged events that somebody was told of, from a moment on."""
        rows = EventRecord.objects.filter(pk__gte=first_key, at__gte=since).exclude(notify=[]).order_by("pk")
        for row in rows.values_list("pk", "kind", "at", "notify", "public"):
            yield Told(*row)

    def _put_down(self) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY demo_log ({NAMES}) FROM STDIN") as stream:
            for row in self._heap:
                stream.write_row(row)
        self._heap.clear()
