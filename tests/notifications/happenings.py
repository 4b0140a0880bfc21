"""Events of the tests' own, so that the feed is tested without any app's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from django.db import transaction

from core import events
from core.events import Event
from core.models import EventRecord
from core.outbox import publish

AT = datetime(2020, 3, 12, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Happening(Event):
    number: int

    @property
    def subject(self) -> str:
        return f"happening.{self.number}"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Happening):
    """Internal."""

    kind = "note_written"
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplySent(Happening):
    """Public, with a part that is not."""

    kind = "reply_sent"
    public, mails = True, True
    private_fields = frozenset({"rung"})
    rung: int = 3
    text: str = "已解决"


@dataclass(frozen=True, kw_only=True)
class Hurried(Happening):
    """Urges, and so waits for working time."""

    kind = "hurried"
    public, mails, nudge = True, True, True


@dataclass(frozen=True, kw_only=True)
class DoorClosed(Happening):
    kind = "door_closed"
    changes_rights = True


@contextmanager
def known_happenings() -> Iterator[None]:
    """The catalogue with these events in it."""
    kinds = {cls.kind: cls for cls in (NoteWritten, ReplySent, Hurried, DoorClosed)}
    with patch.dict(events._CATALOGUE, kinds):
        yield


def happen(
    *numbers: int,
    cls: type[Happening] = ReplySent,
    topics: Collection[str] = ("board",),
    notify: Collection[int] = (),
    at: datetime = AT,
    **payload: Any,
) -> list[EventRecord]:
    """Publish one event for each number, in one transaction."""
    with transaction.atomic():
        return publish(
            *(
                cls(at=at, actor_id=None, topics=tuple(topics), notify=tuple(notify), number=n, **payload)
                for n in numbers
            )
        )
