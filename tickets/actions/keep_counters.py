"""The board's counts: each event moves one ticket from where it counted to where it counts now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from core.models import EventRecord

Key = tuple[int, str, str, str]


def keep_counters(events: Sequence[EventRecord]) -> None:
    """Fold freshly numbered events into the counters, inside the relay's transaction."""
    moves: Counter[Key] = Counter()
    for event in events:
        if "after" not in event.payload or "before" not in event.payload:
            continue
        before, after = event.payload["before"], event.payload["after"]
        if before is not None:
            moves[_key(before)] -= 1
        moves[_key(after)] += 1
    add({key: delta for key, delta in moves.items() if delta})


def add(moves: Mapping[Key, int]) -> None:
    """Add to the counters, in the order of their keys so that two writers cannot lock each other out."""
    rows = [(*key, delta) for key, delta in sorted(moves.items())]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO tickets_boardcounter (unit_id, category, state, lamp, count) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (unit_id, category, state, lamp) "
            "DO UPDATE SET count = tickets_boardcounter.count + excluded.count",
            rows,
        )


def _key(place: Mapping[str, Any]) -> Key:
    return (place["unit"], place["category"], place["state"], place["lamp"])
