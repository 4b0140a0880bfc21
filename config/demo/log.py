"""Everything that happened, to be put into one order and numbered without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from core.events import Event
from core.models import EventRecord


@dataclass(slots=True)
class Happening:
    """An event as a row; its key is given when all are in order."""

    at: datetime
    kind: str
    subject: str
    actor_id: int | None
    topics: list[str]
    notify: list[int]
    public: bool
    payload: bytes
    pk: int = 0


class Log:
    """Events of one subject are said in their order; `arrange` merges them by time."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []

    def say(self, event: Event) -> None:
        """Keep what happened."""
        self.happenings.append(
            Happening(
                at=event.at,
                kind=event.kind,
                subject=event.subject,
                actor_id=event.actor_id,
                topics=list(event.topics),
                notify=sorted(set(event.notify)),
                public=event.public,
                payload=orjson.dumps(event.payload()),
            )
        )

    def arrange(self, first_key: int) -> None:
        """Order by time, ties as they were said, and give the keys."""
        self.happenings.sort(key=lambda one: one.at)
        for key, one in enumerate(self.happenings, first_key):
            one.pk = key

    def write(self, first_seq: int) -> int:
        """Copy the events in, numbered from `first_seq`; returns the last number."""
        columns = "id, kind, subject, at, recorded_at, actor_id, topics, notify, public, payload, request_id, seq"
        statement = f"COPY {EventRecord._meta.db_table} ({columns}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as stream:
            for row in self._rows(first_seq):
                stream.write_row(row)
        return first_seq + len(self.happenings) - 1

    def _rows(self, first_seq: int) -> Iterator[tuple[Any, ...]]:
        for seq, one in enumerate(self.happenings, first_seq):
            yield (
                one.pk,
                one.kind,
                one.subject,
                one.at,
                one.at,
                one.actor_id,
                one.topics,
                one.notify,
                one.public,
                one.payload.decode(),
                "",
                seq,
            )
