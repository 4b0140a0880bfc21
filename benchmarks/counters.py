"""What keeping the board's counts adds to opening tickets: python -m benchmarks.counters prints the gate."""

from __future__ import annotations

import json
import statistics
import sys
import time
import uuid
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import django

from benchmarks.timing import Gate

TEXT = "我司一线操作工共 386 人,目前到岗 121 人,其中 94 人因当地无班车无法返岗,请协助组织包车。"


def counters(eva: Any, at: datetime, *, batch: int, rounds: int) -> Gate:
    """Opening a batch of tickets and folding their events, over opening them."""
    from core.models import EventRecord
    from tickets.actions.keep_counters import keep_counters
    from tickets.actions.open_ticket import open_ticket

    both, inserts = list[float](), list[float]()
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(batch):
            open_ticket(uuid=uuid.uuid4(), actor=eva, at=at, category="LAB-RET", text=TEXT)
        inserted = time.perf_counter()
        events = list(EventRecord.objects.order_by("-id")[:batch])
        read = time.perf_counter()
        keep_counters(events)
        folded = time.perf_counter()
        inserts.append(1000 * (inserted - began))
        both.append(1000 * (inserted - began + folded - read))
    return Gate(
        name=f"opening {batch} tickets with kept counters, over without",
        ours=statistics.median(both),
        other=statistics.median(inserts),
        goal=1.1,
        at_most=True,
    )


def main() -> None:
    django.setup()
    from accounts.models import User

    gate = counters(User.objects.get(username="eva"), datetime.now(UTC), batch=50, rounds=7)
    sys.stdout.write(json.dumps(asdict(gate)))


if __name__ == "__main__":
    main()
