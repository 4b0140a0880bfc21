"""A ticket's timeline: the events themselves, cut to what the reader may know."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core.events import event_class
from core.models import EventRecord
from core.scope import Scope

MOST = 300
QUIET = frozenset({"acting_for", "card", "before", "after", "ref", "version"})


def timeline(ref: str, scope: Scope) -> list[dict[str, Any]]:
    """Newest first; an enterprise reads the public part of public events. Two queries."""
    rows = EventRecord.objects.filter(subject=ref).order_by("-id")
    if scope.is_enterprise:
        rows = rows.filter(public=True)
    events = list(rows[:MOST])
    people = User.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    return [_entry(event, people, scope) for event in events]


def _entry(event: EventRecord, people: dict[int, User], scope: Scope) -> dict[str, Any]:
    payload = event.payload
    if scope.is_enterprise:
        payload = event_class(event.kind).public_payload(payload)
    card = payload.get("card") or {}
    actor = people.get(event.actor_id or 0)
    return {
        "id": event.pk,
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "acting_for": payload.get("acting_for"),
        "actor": {"id": actor.pk, "name": actor.name, "role": actor.role} if actor else None,
        "public": event.public,
        "data": {
            **{key: value for key, value in payload.items() if key not in QUIET},
            "state": card.get("state"),
            "unit": card.get("unit"),
            "holder": card.get("holder"),
        },
    }
