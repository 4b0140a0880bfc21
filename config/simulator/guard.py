"""What an answer may contain for its reader. The rules are written down here anew, so that a fault there shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.events import event_class

MOBILE = re.compile(r"(?<![\w.-])(?:\+?86)?1[3-9]\d{9}(?![\w-])")
READS_EVERYTHING = frozenset({"coordinator", "leader", "admin"})
STAFF_ONLY = ("rung", "returned", "tasks_done", "tasks_total")
GONE = ("returned", "cancelled")
"""Sub-tasks in these states no longer show the ticket to their unit."""
IN_SESSION = ("planned", "held")
"""Joint meetings in these states show the tickets of their agenda to everybody at the table."""
NEVER_FOR_ENTERPRISES = ("before", "after")


@dataclass
class Reader:
    """Who reads: what /me said, and the enterprises that this person serves or speaks for."""

    me: dict[str, Any] = field(default_factory=dict)
    served: frozenset[str] = frozenset()
    explained: set[str] = field(default_factory=set)
    """Tickets that are known to be this reader's."""
    unexplained: set[str] = field(default_factory=set)
    """Tickets whose card alone does not say why the reader sees them; their detail must."""

    @property
    def role(self) -> str:
        return str(self.me.get("role", ""))

    def sits_at(self, meeting: str) -> bool:
        """Whether a unit of this reader has a place at the table of that joint meeting."""
        return False


def faults(reader: Reader, body: Any) -> Iterator[str]:
    """What the body shows that this reader must not see."""
    for path, text in _texts(body, ""):
        if MOBILE.search(text):
            yield f"a whole telephone number at {path}"
    for thing in _objects(body):
        if "ref" in thing and isinstance(thing.get("enterprise"), dict):
            yield from _of_ticket(reader, thing)
        if reader.role == "contact":
            yield from _of_enterprise(reader, thing)


def frame_faults(reader: Reader, frame: dict[str, Any], joined: frozenset[str]) -> Iterator[str]:
    """The same for a live event: only topics one has joined, and for an enterprise only the public part."""
    kind, data = frame["kind"], frame["data"]
    if joined.isdisjoint(frame["topics"]):
        yield f"{kind} came for {frame['topics']}, which nobody joined"
    yield from faults(reader, data)
    if reader.role != "contact":
        return
    if not event_class(kind).public:
        yield f"{kind} is not for enterprises"
    if hidden := event_class(kind).private_fields & set(data):
        yield f"{kind} shows {sorted(hidden)}"
    if beyond := set(frame["topics"]) - joined:
        yield f"{kind} names {sorted(beyond)}"


def _of_ticket(reader: Reader, card: dict[str, Any]) -> Iterator[str]:
    ref, owner = card["ref"], card["enterprise"]["id"]
    if reader.role == "contact":
        if owner not in reader.served:
            yield f"{ref} belongs to another enterprise"
        if any(card.get(name) for name in STAFF_ONLY):
            yield f"{ref} shows {STAFF_ONLY} to an enterprise"
        if card.get("spans") or card.get("routing") or card.get("subtasks"):
            yield f"{ref} shows an enterprise who had it"
        return
    if reader.role in READS_EVERYTHING or ref in reader.explained or owner in reader.served:
        return
    if _is_staffs(reader, card):
        reader.explained.add(ref)
        reader.unexplained.discard(ref)
    elif "spans" in card:
        yield f"{ref} is neither of the reader's units nor of an enterprise the reader serves"
    else:
        reader.unexplained.add(ref)


def _is_staffs(reader: Reader, card: dict[str, Any]) -> bool:
    units = {unit["id"] for unit in reader.me["units"]}
    places = [card.get(name) for name in ("unit", "lead_unit")]
    places += [task["unit"] for task in card.get("subtasks", ()) if task["state"] not in GONE]
    places += [(card.get("cause") or {}).get("unit")]
    if reader.role != "officer":
        # A team keeps what was opened while it served the enterprise; the card does not name the team, its spans do.
        places += [span["unit"] for span in card.get("spans", ())]
    author = (card.get("created_by") or {}).get("id")
    if author == reader.me["id"] or any(place and place["id"] in units for place in places):
        return True
    meetings = (one for one in card.get("meetings", ()) if one["state"] in IN_SESSION)
    return any(reader.sits_at(one["uuid"]) for one in meetings)


def _of_enterprise(reader: Reader, thing: dict[str, Any]) -> Iterator[str]:
    if thing.get("kind") == "internal" and "author" in thing:
        yield "an internal note"
    if any(thing.get(name) is not None for name in NEVER_FOR_ENTERPRISES) and "card" in thing:
        yield "where a ticket counts on the board"
    if "visit_due_on" in thing or ("open_tickets" in thing and thing.get("id") not in reader.served):
        yield "another enterprise's entry"


def _objects(body: Any) -> Iterator[dict[str, Any]]:
    if isinstance(body, dict):
        yield body
        for value in body.values():
            yield from _objects(value)
    elif isinstance(body, list):
        for value in body:
            yield from _objects(value)


def _texts(body: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        for key, value in body.items():
            yield from _texts(value, f"{path}.{key}" if path else key)
    elif isinstance(body, list):
        for number, value in enumerate(body):
            yield from _texts(value, f"{path}[{number}]")
    elif isinstance(body, str):
        yield path, body
