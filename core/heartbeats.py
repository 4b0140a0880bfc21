"""Life is progress: whoever works in the background says so in a row, and readers ask how old it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.models import EventRecord, Heartbeat
from core.registry import registry

SILENT = timedelta(seconds=30)
CANARY_SILENT = timedelta(seconds=90)
OUTBOX_OLD = timedelta(seconds=60)
LIVE_SILENT = timedelta(seconds=20)


def stamp(name: str, at: datetime, note: str = "", facts: Mapping[str, Any] | None = None) -> None:
    """Say that `name` got something done just now, with the figures that others may want to know of it."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at, note=note[:200], facts=dict(facts or {}))],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at", "note", "facts"],
    )


def open_pages(at: datetime) -> int:
    """How many pages are open now, over all live processes; one that is silent no longer counts."""
    rows = Heartbeat.objects.filter(name__startswith="live.", at__gt=at - LIVE_SILENT)
    return sum(int(facts.get("sockets", 0)) for facts in rows.values_list("facts", flat=True))


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing that should keep moving, and whether it does. `age` in seconds, None when never seen."""

    name: str
    age: float | None
    well: bool


def signs(at: datetime) -> list[Sign]:
    """Whether events leave, timers fire and the workers' queue moves."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    limits = {
        "relay": SILENT,
        **{f"sweep.{name}": SILENT for name in registry.sweeps},
        "canary": CANARY_SILENT,
    }
    found = [_sign(name, seen.get(name), at, limit) for name, limit in limits.items()]
    oldest = (
        EventRecord.objects.filter(seq__isnull=True)
        .order_by("id")
        .values_list("recorded_at", flat=True)
        .first()
    )
    age = (at - oldest).total_seconds() if oldest else 0.0
    return [*found, Sign(name="outbox", age=age, well=age <= OUTBOX_OLD.total_seconds())]


def _sign(name: str, last: datetime | None, at: datetime, limit: timedelta) -> Sign:
    if last is None:
        return Sign(name=name, age=None, well=False)
    return Sign(name=name, age=(at - last).total_seconds(), well=at - last <= limit)
