"""The event base and the catalogue: what may be said happened, typed, with unknown fields refused.

An event is a frozen dataclass. Its envelope (who, when, who hears it) is the same for all; every other
field is payload and holds ids, numbers, text, booleans, and lists or dicts of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, TypeVar, dataclass_transform

_CATALOGUE: dict[str, type[Event]] = {}
E = TypeVar("E", bound="type[Event]")


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened. Subclasses add the payload and say what of it is public."""

    at: datetime
    actor_id: int | None
    topics: tuple[str, ...]
    """Live topics whose watchers see it move."""
    notify: tuple[int, ...] = ()
    """Ids of the users who are told, a subset of those who may see it."""

    kind: ClassVar[str]
    subject_type: ClassVar[str] = ""
    public: ClassVar[bool] = False
    """Whether the enterprise may see it at all."""
    private_fields: ClassVar[frozenset[str]] = frozenset()
    """Payload that only staff see."""
    mails: ClassVar[bool] = False
    """Whether those notified also get a mail; its text is in registry.messages."""
    nudge: ClassVar[bool] = False
    """Whether it urges rather than informs: then its mail waits for working time, and joins others in a digest."""
    changes_rights: ClassVar[bool] = False
    """Whether open pages that watch its topics, and those of its users, must have their rights read again at once."""

    @property
    def subject(self) -> str:
        """The readable key of the row it is about; the timeline reads by it."""
        return ""

    def payload(self) -> dict[str, Any]:
        """Everything that is not envelope."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ENVELOPE}

    @classmethod
    def public_payload(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The part of a stored payload that the enterprise may read."""
        return {key: value for key, value in payload.items() if key not in cls.private_fields}

    @classmethod
    def veiled(cls, payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Kind and data by which an enterprise's page keeps up with an event that is not public; None: not at all."""
        return None


ENVELOPE = frozenset(f.name for f in fields(Event))


@dataclass_transform(kw_only_default=True, frozen_default=True)
def register(cls: E) -> E:
    """Make an event class a frozen dataclass, and enter it into the catalogue under its snake-case name."""
    dataclass(frozen=True, kw_only=True)(cls)
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
    if kind in _CATALOGUE and _CATALOGUE[kind] is not cls:
        raise ValueError(f"event kind {kind} is declared twice")
    cls.kind = kind
    _CATALOGUE[kind] = cls
    return cls


def event_class(kind: str) -> type[Event]:
    """The class behind a stored kind; KeyError when the catalogue does not know it."""
    return _CATALOGUE[kind]


def catalogue() -> Iterator[type[Event]]:
    """All event classes, by kind."""
    return (cls for _, cls in sorted(_CATALOGUE.items()))
