"""The ladder under load: `./run bench --ladder [--due N] [--open N …]`, with services of its own.

Three questions. How many steps a second does a sweep make, with history and notices? How late is each rung when
thousands fall due within a minute under two real tickers, of which one is killed? And what does a sweep cost that
finds nothing, with few tickets open and with a million?
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from config.embedded.house import House
from config.embedded.stack import Stack

GOAL_STEPS, GOAL_LAG, GOAL_BOARD = 1000, 2.0, 1.5
TOLERATED = 2.0
"""How many times dearer an idle sweep may be with the largest number of open tickets than with the smallest."""


@dataclass(frozen=True)
class Figure:
    """One measured value beside its goal."""

    name: str
    value: float
    unit: str
    goal: float
    more_is_better: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    def line(self) -> str:
        sign = "≥" if self.more_is_better else "≤"
        verdict = "ok" if self.holds else "MISSED"
        return f"{self.name:<64} {self.value:10.2f} {self.unit:<8} (goal {sign} {self.goal:g}) {verdict}"


def measure(*, due: int, opened: Sequence[int], live: bool = True) -> list[Figure]:
    """All figures, in a test database that already has its reference rows and people."""
    from benchmarks.open_tickets import never_close
    from tests.people import build_world

    never_close()
    people = build_world()
    figures = throughput(people, due)
    if live:
        figures += punctuality(people, due)
    return figures + idle(people, opened)


def throughput(people: object, count: int) -> list[Figure]:
    """Everything due at once, one process: the sweep alone, then the relay with its notices."""
    from benchmarks.open_tickets import in_hand
    from core.models import EventRecord
    from notifications.models import Delivery
    from notifications.relay import dispatch_batch
    from tickets.actions.let_time_pass import let_time_pass
    from tickets.models import Escalation

    now = datetime.now(UTC)
    in_hand(people, count, first=now - timedelta(seconds=60), over=timedelta(seconds=50), mark="BULK")  # type: ignore[arg-type]
    began, busy = time.perf_counter(), time.process_time()
    let_time_pass(at=now)
    swept, swept_cpu = time.perf_counter() - began, time.process_time() - busy
    fired = Escalation.objects.filter(ticket__ref__startswith="BULK-").count()
    assert fired == count, (fired, count)
    events = EventRecord.objects.filter(seq=None).count()
    began, busy = time.perf_counter(), time.process_time()
    while dispatch_batch(datetime.now(UTC)):
        pass
    relayed, relayed_cpu = time.perf_counter() - began, time.process_time() - busy
    told = Delivery.objects.count()
    print(f"  {count} rungs, {events} events, {told} notices: sweep {swept:.2f} s, relay {relayed:.2f} s")
    print(f"  of which this process computed {swept_cpu:.2f} s and {relayed_cpu:.2f} s")
    return [
        Figure("rungs a second, with history (sweep)", count / swept, "/s", GOAL_STEPS, more_is_better=True),
        Figure(
            "steps a second, history and notices (sweep + relay, one core)",
            events / (swept + relayed),
            "/s",
            GOAL_STEPS,
            more_is_better=True,
        ),
    ]


def punctuality(people: object, count: int) -> list[Figure]:
    """Due evenly within a minute under two tickers; after half of it one of them is killed."""
    from benchmarks.open_tickets import in_hand
    from core.models import EventRecord
    from tests.processes import eventually, running
    from tickets.models import Escalation

    with running("manage.py", "ticker") as first, running("manage.py", "ticker"), frames() as seen:
        start = datetime.now(UTC) + timedelta(seconds=max(count / 400, 4))
        in_hand(people, count, first=start, over=timedelta(seconds=60), mark="DUE")  # type: ignore[arg-type]
        assert datetime.now(UTC) < start, "the rows came too late to be told from late rungs"
        time.sleep(max((start - datetime.now(UTC)).total_seconds() + 30, 0))
        first.kill()
        first.wait()
        mine = Escalation.objects.filter(ticket__ref__startswith="DUE-")
        eventually(lambda: mine.count() == count and len(seen) >= count, patience=90)
    assert mine.values("ticket", "level", "clock_version").distinct().count() == count
    rows = EventRecord.objects.filter(kind="rung_raised", subject__startswith="DUE-")
    lags = [
        (recorded - datetime.fromisoformat(payload["due_at"])).total_seconds()
        for recorded, payload in rows.values_list("recorded_at", "payload")
    ]
    boards = list(seen.values())
    for name, found in (("recorded", lags), ("on the board", boards)):
        print(
            f"  {name}: p50 {statistics.median(found):.2f} s, p99 {_p99(found):.2f} s, latest {max(found):.2f} s"
        )
    return [
        Figure("rung recorded after it fell due, p99, one ticker killed", _p99(lags), "s", GOAL_LAG),
        Figure("from breach to the board, p99, one ticker killed", _p99(boards), "s", GOAL_BOARD),
    ]


def idle(people: object, opened: Sequence[int]) -> list[Figure]:
    """Every sweep when it finds nothing, at growing numbers of open tickets; and how the clocks' look is planned."""
    from benchmarks.open_tickets import idle_clocks
    from core.registry import registry
    from tickets.actions.let_time_pass import due
    from tickets.models import Clock

    Clock.objects.filter(alarm_at__isnull=False).update(alarm_at=None)
    far = datetime.now(UTC) + timedelta(days=30)
    costs: dict[str, list[float]] = {name: [] for name in registry.sweeps}
    there = 0
    for count in sorted(opened):
        idle_clocks(people, count - there, far)  # type: ignore[arg-type]
        there = count
        for name, sweep in registry.sweeps.items():
            costs[name].append(_idle_cost(sweep))
        told = ", ".join(f"{name} {found[-1]:.2f}" for name, found in costs.items())
        print(f"  {count:>9} open, idle sweeps in ms: {told}")
    print(f"  {due(datetime.now(UTC)).explain()}")
    few, many = min(opened), max(opened)
    return [
        Figure(f"idle sweep of {name}, {many} open against {few}", found[-1] / found[0], "times", TOLERATED)
        for name, found in costs.items()
    ]


def _idle_cost(sweep: Callable[[datetime], int]) -> float:
    """Milliseconds of a look that finds nothing, the median of sixty; what is left to do is done first."""
    while sweep(datetime.now(UTC)):
        pass
    times = []
    for _ in range(60):
        began = time.perf_counter()
        sweep(datetime.now(UTC))
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


@contextmanager
def frames() -> Iterator[dict[str, float]]:
    """Seconds from the breach to the frame that pages get, by ticket, as they arrive."""
    import orjson
    import redis
    from django.conf import settings

    from notifications.live.publisher import live_channel

    seen: dict[str, float] = {}
    store: Any = redis.Redis.from_url(settings.REDIS_URL)
    listener = store.pubsub(ignore_subscribe_messages=True)
    listener.subscribe(live_channel())
    stopping = threading.Event()

    def listen() -> None:
        while not stopping.is_set():
            message = listener.get_message(timeout=0.2)
            if message is None or b"rung_raised" not in message["data"]:
                continue
            found = _event_of(orjson.loads(message["data"]))
            if found and str(found["ref"]).startswith("DUE-"):
                late = datetime.now(UTC) - datetime.fromisoformat(str(found["due_at"]))
                seen.setdefault(str(found["ref"]), late.total_seconds())

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield seen
    finally:
        stopping.set()
        thread.join()
        listener.close()


def _event_of(message: object) -> dict[str, object] | None:
    """The payload that names the ticket and its due moment, wherever the frame keeps it."""
    if isinstance(message, dict):
        if "due_at" in message and "ref" in message and "level" in message:
            return message
        return next((found for value in message.values() if (found := _event_of(value))), None)
    if isinstance(message, list):
        return next((found for value in message if (found := _event_of(value))), None)
    return None


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[min(int(len(values) * 0.99), len(values) - 1)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench --ladder", description=__doc__)
    parser.add_argument("--due", type=int, default=10_000, help="clocks falling due within one minute")
    parser.add_argument("--open", type=int, nargs="+", default=[10_000, 1_000_000], help="open tickets")
    parser.add_argument("--no-live", action="store_true", help="leave the two tickers out")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=False, outside={}) as stack,
    ):
        stack.start_services()
        os.environ.update(stack.environment)
        return judged(due=asked.due, opened=asked.open, live=not asked.no_live)


def judged(*, due: int, opened: Sequence[int], live: bool) -> int:
    """0 when every figure reaches its goal."""
    django.setup()
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    from config.management.commands.ensure_reference import ensure_reference

    setup_test_environment()
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        ensure_reference()
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}")
        figures = measure(due=due, opened=opened, live=live)
        for figure in figures:
            print(figure.line())
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
