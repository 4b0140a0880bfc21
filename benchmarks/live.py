"""Open pages: how many frames a second reach them, beside group_send, and how long after a change they know."""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import orjson
import psycopg

from benchmarks.pages import Pages, pages
from benchmarks.plain.group import Group
from benchmarks.site import PLAIN, serving
from benchmarks.timing import Figure, Gate
from benchmarks.wire import Wire
from config.embedded.house import ROOT
from config.embedded.node import node_environment
from config.embedded.ports import any_free
from config.embedded.say import Voice
from config.embedded.stack import Stack

PAGES_EACH = 5
IN_FLIGHT = 16
"""Events on their way at a time: enough that neither server ever waits for the next one."""
PATIENCE = 2.0
STRAGGLERS = 10.0
CHANGE, NOTE = "lamp_changed", "note_added"
EVENT = """
INSERT INTO core_eventrecord (kind, subject, at, recorded_at, topics, notify, public, payload, request_id)
SELECT 'lamp_changed', subject, clock_timestamp(), clock_timestamp(), '{board}', '{}', false,
       payload - 'source' || jsonb_build_object('before', payload -> 'after', 'lamp', 'blue'), ''
FROM core_eventrecord WHERE kind = 'ticket_submitted' ORDER BY id LIMIT 1
"""


def readers(stack: Stack, count: int) -> list[str]:
    """Cookies of `count` pages, five a person as the grid allows."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.readers", str(-(-count // PAGES_EACH))],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [f"sessionid={key}" for key in made.stdout.split() for _ in range(PAGES_EACH)][:count]


def fanout(stack: Stack, *, cookies: list[str], seconds: float, rounds: int) -> Gate:
    """Events a second that every page has heard, sixteen in flight: by outbox, relay and hub, and by group_send."""
    node = node_environment(Voice())
    origin, port = stack.url, any_free()
    line = (
        f"uvicorn benchmarks.plain.sockets:application --port {port} --lifespan off --ws websockets-sansio"
        " --ws-per-message-deflate false --no-access-log"
    )
    text = sample(stack)
    ours, other = list[float](), list[float]()
    with serving(line, dict(stack.environment) | PLAIN, port):
        for _ in range(rounds):
            with (
                pages(
                    port=stack.ports["live"], origin=origin, cookies=cookies, node=node, kind=CHANGE
                ) as held,
                psycopg.connect(stack.environment["DATABASE_URL"], autocommit=True) as database,
            ):
                ours.append(deliveries(held, partial(_change, database), seconds=seconds))
            with (
                pages(
                    port=port, origin=origin, cookies=cookies, node=node, kind=CHANGE, subscribe=False
                ) as held,
                Group(stack.environment["REDIS_URL"]) as group,
            ):
                other.append(deliveries(held, partial(group.send, text), seconds=seconds))
    return Gate(
        name=f"fan-out to {len(cookies)} pages: times Channels' group_send",
        ours=statistics.median(ours),
        other=statistics.median(other),
        goal=15,
        unit="frames/s",
    )


def deliveries(held: Pages, publish: Callable[[], object], *, seconds: float) -> float:
    """Frames a second in a closed loop; what is lost is sent again after a while, and not counted."""
    held.report()
    began, sent, passed = time.perf_counter(), 0, 0
    while time.perf_counter() - began < seconds:
        while sent - passed < IN_FLIGHT:
            publish()
            sent += 1
        said = held.next("passed", seconds=PATIENCE)
        passed = said["passed"] if said else sent
    elapsed = time.perf_counter() - began
    return float(held.report()["events"]) / elapsed


def commit_to_page(
    stack: Stack, *, cookies: list[str], author: str, ref: str, changes_a_second: int, seconds: float
) -> Figure:
    """From the moment the request's work began to the frame on every page, through proxy, web, relay and hub."""
    proxy = int(stack.url.rpartition(":")[2])
    with pages(
        port=proxy, origin=stack.url, cookies=cookies, node=node_environment(Voice()), kind=NOTE, timed=True
    ) as held:
        held.report()
        made = steadily(
            lambda wire: wire.create(f"/tickets/{ref}/comments", {"kind": "internal", "text": "已联系。"}),
            lambda: Wire(stack.ports["web"], author.partition("=")[2]),
            a_second=changes_a_second,
            seconds=seconds,
        )
        while (said := held.next("passed", seconds=STRAGGLERS)) and said["passed"] < made:
            pass
        found = held.report()
    told = f"p50 {found['p50']:.0f}, p95 {found['p95']:.0f}, p99 {found['p99']:.0f} ms"
    lost = made * len(cookies) - found["events"]
    return Figure(
        name=f"change to frame, {len(cookies)} pages, {made / seconds:.0f} changes a second",
        said=f"{told}; {lost} of {made * len(cookies)} frames missing",
    )


def steadily(
    do: Callable[[Wire], object],
    connect: Callable[[], Wire],
    *,
    a_second: int,
    seconds: float,
    hands: int = 4,
) -> int:
    """Do it at fixed moments, whether or not the one before has ended; returns how often."""
    numbers, began, total = count(), time.monotonic(), int(a_second * seconds)

    def work() -> None:
        wire = connect()
        while (number := next(numbers)) < total:
            time.sleep(max(0.0, began + number / a_second - time.monotonic()))
            do(wire)

    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total


def sample(stack: Stack) -> str:
    """A frame as long as the grid's, for the other side to send."""
    with psycopg.connect(stack.environment["DATABASE_URL"]) as database:
        row: Any = database.execute(
            "SELECT at, topics, payload FROM core_eventrecord WHERE kind = 'ticket_submitted' ORDER BY id LIMIT 1"
        ).fetchone()
    at, topics, data = row
    event = {"type": "event", "seq": 1, "kind": CHANGE, "at": at, "topics": topics, "data": data}
    return orjson.dumps(event).decode()


def _change(database: psycopg.Connection[Any]) -> None:
    with database.transaction():
        database.execute(EVENT)
        database.execute("NOTIFY outbox")
