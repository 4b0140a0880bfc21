"""One numbered event on its way to open pages, in the two readings it has: staff's and the enterprise's."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from typing import Any

import orjson

from core.events import event_class
from core.models import EventRecord
from notifications.live.protocol import EventFrame, write

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frame:
    """`public_data` is None when an enterprise must not learn of the event at all. It may have a veiled kind."""

    seq: int
    kind: str
    at: str
    topics: tuple[str, ...]
    data: dict[str, Any]
    public_data: dict[str, Any] | None
    request_id: str = ""
    public_kind: str = ""
    _public: dict[frozenset[str], str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def staff(self) -> str:
        """As staff read it; encoded once for all of them."""
        return self._written(self.kind, list(self.topics), self.data, self.request_id)

    def public(self, joined: AbstractSet[str]) -> str | None:
        """As an enterprise reads it: the public part, and of the topics only those it watches itself."""
        if self.public_data is None:
            return None
        shown = joined & NOBODY.union(self.topics)
        known = frozenset(shown)
        if known not in self._public:
            self._public[known] = self._written(
                self.public_kind or self.kind, sorted(known), self.public_data
            )
        return self._public[known]

    @property
    def changes_rights(self) -> bool:
        """Whether pages of its users must have their rights read again."""
        try:
            return event_class(self.kind).changes_rights
        except KeyError:
            return False

    def user_ids(self) -> list[int]:
        """The users whose own topic it carries."""
        return [int(topic[5:]) for topic in self.topics if topic.startswith("user.") and topic[5:].isdigit()]

    def wire(self) -> bytes:
        """As it goes through Redis."""
        return orjson.dumps(
            {
                "seq": self.seq,
                "kind": self.kind,
                "at": self.at,
                "topics": self.topics,
                "data": self.data,
                "public_data": self.public_data,
                "public_kind": self.public_kind,
                "request_id": self.request_id,
            }
        )

    def _written(self, kind: str, topics: list[str], data: dict[str, Any], request_id: str = "") -> str:
        frame: EventFrame = {
            "type": "event",
            "seq": self.seq,
            "kind": kind,
            "at": self.at,
            "topics": topics,
            "data": data,
        }
        if request_id:
            frame["request_id"] = request_id
        return write(frame)


def from_record(record: EventRecord) -> Frame:
    """The frame of a numbered row. Those who are told hear it on their own topic too."""
    if record.seq is None:
        raise ValueError(f"event {record.pk} has no number yet")
    own = [f"user.{user_id}" for user_id in record.notify]
    public_kind, public_data = _public(record) or ("", None)
    return Frame(
        seq=record.seq,
        kind=record.kind,
        at=record.at.astimezone(UTC).isoformat(),
        topics=tuple(dict.fromkeys([*record.topics, *own])),
        data=record.payload,
        public_data=public_data,
        public_kind=public_kind,
        request_id=record.request_id,
    )


def from_wire(sent: dict[str, Any]) -> Frame:
    """The frame that another process put into Redis."""
    return Frame(
        seq=sent["seq"],
        kind=sent["kind"],
        at=sent["at"],
        topics=tuple(sent["topics"]),
        data=sent["data"],
        public_data=sent["public_data"],
        public_kind=sent.get("public_kind", ""),
        request_id=sent.get("request_id", ""),
    )


def _public(record: EventRecord) -> tuple[str, dict[str, Any]] | None:
    """Nothing of an event whose class this build no longer knows: what is private in it is not known either."""
    try:
        event = event_class(record.kind)
    except KeyError:
        return None
    return (
        (record.kind, event.public_payload(record.payload)) if record.public else event.veiled(record.payload)
    )
