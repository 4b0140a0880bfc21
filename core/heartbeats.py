"""Life is progress: whoever works in the background says so in a row, and readers ask how old it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.models import EventRecord, Heartbeat
from core.registry import registry

SILENT = timedelta(seconds=30)
CANARY_SILENT = timedelta(seconds=90)
OUTBOX_OLD = timedelta(seconds=60)
SOCKETS = "sockets."


def stamp(name: str, at: datetime, note: str = "") -> None:
    """Say that `name` got something done just now."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at, note=note[:200])],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at", "note"],
    )


def stamp_sockets(host: str, count: int, at: datetime) -> None:
    """Say how many pages the live process of a host has open."""
    stamp(f"{SOCKETS}{host}"[:40], at, str(count))


def open_sockets(at: datetime) -> int:
    """Pages open now, as the live processes last said; a process that is silent has none."""
    rows = Heartbeat.objects.filter(name__startswith=SOCKETS, at__gte=at - SILENT)
    return sum(int(note) for note in rows.values_list("note", flat=True))


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
