"""Life is progress: whoever works in the background says so in a row, and readers ask how old it is."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import EventRecord, Heartbeat
from core.registry import registry

Process = Literal["ticker", "worker"]

SILENT = timedelta(seconds=30)
CANARY_SILENT = timedelta(seconds=90)
OUTBOX_OLD = timedelta(seconds=60)
LIVE_SILENT = timedelta(seconds=20)

WORDS: Mapping[str, Promise] = {
    "relay": _("事件转发:变化送到页面、站内通知和邮件"),
    "sweep": _("定时扫描:派单、亮灯、照片和邮件按时进行"),
    "canary": _("后台任务:探测任务被 worker 执行"),
    "outbox": _("待转发事件:最早一条等待的时间"),
}


def own_name(process: str) -> str:
    """Under which a process of this machine or container says that it makes progress."""
    return f"{process}.{socket.gethostname()[:20]}"


def stamp(name: str, at: datetime, note: str = "", facts: Mapping[str, Any] | None = None) -> None:
    """Say that `name` got something done just now, with the figures that others may want to know of it."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at, note=note[:200], facts=dict(facts or {}))],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at", "note", "facts"],
    )


def forget_ended(at: datetime) -> None:
    """Processes that have been silent for a day were replaced; their names would only gather."""
    Heartbeat.objects.filter(at__lt=at - timedelta(days=1)).delete()


def open_pages(at: datetime) -> int:
    """How many pages are open now, over all live processes; one that is silent no longer counts."""
    rows = Heartbeat.objects.filter(name__startswith="live.", at__gt=at - LIVE_SILENT)
    return sum(int(facts.get("sockets", 0)) for facts in rows.values_list("facts", flat=True))


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing that should keep moving, and whether it does. `age` and `limit` in seconds; None: never seen."""

    name: str
    age: float | None
    limit: float
    well: bool

    @property
    def words(self) -> str:
        """What it is, for a person."""
        return str(WORDS[self.name.partition(".")[0]])


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
    return [*found, _sign("outbox", oldest or at, at, OUTBOX_OLD)]


def late(at: datetime) -> tuple[Process, ...]:
    """Which of the processes that work unseen get nothing done, so that a page may say what will take longer."""
    ill = {sign.name.partition(".")[0] for sign in signs(at) if not sign.well}
    ticker: tuple[Process, ...] = ("ticker",) if ill & {"relay", "sweep", "outbox"} else ()
    return (*ticker, "worker") if "canary" in ill else ticker


def _sign(name: str, last: datetime | None, at: datetime, limit: timedelta) -> Sign:
    age = None if last is None else (at - last).total_seconds()
    well = age is not None and age <= limit.total_seconds()
    return Sign(name=name, age=age, limit=limit.total_seconds(), well=well)
