"""How the grid does at this moment, read once: for the metrics and for the administrator's status page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Min

from core.database import database_now
from core.heartbeats import LIVE_SILENT, Sign, signs
from core.models import EventRecord, Feed, Heartbeat
from notifications.models import Delivery, DeliveryState
from tickets.models import Clock

GONE = timedelta(minutes=10)
"""A process that is silent for so long was replaced, and is no longer counted as late."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Times in seconds, sizes in bytes. `ages` by heartbeat name; `backup_age` is None where no backup is kept."""

    at: datetime
    signs: list[Sign]
    heartbeats: list[Heartbeat]
    epoch: str
    head: int
    head_lag: int
    sockets: int
    outbox_length: int
    outbox_age: float
    timers_due: int
    timer_lag: float
    mails_waiting: int
    dead_letters: int
    canary_wait: float
    disk_free: int
    disk_total: int
    backup: Path | None
    backup_age: float | None

    @property
    def ages(self) -> dict[str, float]:
        """Seconds since each process and loop last got something done."""
        return {row.name: (self.at - row.at).total_seconds() for row in self.heartbeats}


def figures() -> Figures:
    """Everything at once, by the database's clock. Each query reads an index that holds only what waits."""
    at = database_now()
    feed, _ = Feed.objects.get_or_create(id=1)
    outbox = EventRecord.objects.filter(seq__isnull=True).aggregate(n=Count("id"), oldest=Min("recorded_at"))
    timers = Clock.objects.filter(alarm_at__lte=at).aggregate(n=Count("id"), oldest=Min("alarm_at"))
    heartbeats = _present(list(Heartbeat.objects.order_by("name")), at)
    live = [row.facts for row in heartbeats if row.name.startswith("live.") and row.at > at - LIVE_SILENT]
    canary: dict[str, Any] = next((row.facts for row in heartbeats if row.name == "canary"), {})
    backup = newest_backup()
    disk = shutil.disk_usage(settings.VAR_DIR)
    return Figures(
        at=at,
        signs=signs(at),
        heartbeats=heartbeats,
        epoch=str(feed.epoch),
        head=feed.head,
        head_lag=max((max(0, facts["head"] - facts["seen"]) for facts in live), default=0),
        sockets=sum(facts["sockets"] for facts in live),
        outbox_length=outbox["n"],
        outbox_age=_since(outbox["oldest"], at),
        timers_due=timers["n"],
        timer_lag=_since(timers["oldest"], at),
        mails_waiting=Delivery.objects.filter(state=DeliveryState.WAITING).count(),
        dead_letters=Delivery.objects.filter(state=DeliveryState.DEAD).count(),
        canary_wait=float(canary.get("waited", 0)),
        disk_free=disk.free,
        disk_total=disk.total,
        backup=backup,
        backup_age=None if backup is None else at.timestamp() - backup.stat().st_mtime,
    )


def _present(rows: list[Heartbeat], at: datetime) -> list[Heartbeat]:
    """Without processes that were replaced: silent for long, while another of their kind was seen since."""
    newest: dict[str, datetime] = {}
    for row in rows:
        kind = row.name.partition(".")[0]
        newest[kind] = max(row.at, newest.get(kind, row.at))
    return [
        row
        for row in rows
        if row.at > at - GONE or row.name.startswith("sweep.") or row.at == newest[row.name.partition(".")[0]]
    ]


def newest_backup() -> Path | None:
    """The latest file that `./run backup` wrote, or that a schedule put into VAR_DIR/backups."""
    found = list(Path(settings.VAR_DIR, "backups").glob("*.tar"))
    return max(found, key=lambda file: file.stat().st_mtime, default=None)


def _since(moment: datetime | None, at: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (at - moment).total_seconds())
