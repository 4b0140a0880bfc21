"""The ticker: the relay's loop and one loop for each sweep. Rows make things happen; this only looks often."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

from celery import current_app
from django.db import close_old_connections, connection

from core.database import OUTBOX_CHANNEL, OwnConnection, alone, database_now, own_connection, take_post
from core.heartbeats import SILENT, forget_ended, own_name, stamp
from core.registry import Sweep, registry
from notifications.live.publisher import Nudger, Publisher
from notifications.relay import POST, Relay

logger = logging.getLogger(__name__)
TICK = 1.0
SOON = 0.25
"""How often clocks are looked at, and how soon another relay takes over the post: an idle look costs half a
millisecond, and a look missed with a killed ticker is what a rung is late by."""
PACES = {"clocks": SOON}
STAMP_EVERY = 5.0
ROUNDS = 20
"""How often a sweep that finds a full batch may go on at once before it lets its clock tick."""
CANARY_EVERY = 20.0
LOG_EVERY = 60.0
LONGEST_PAUSE = 5.0


class Ticker:
    """Threads that each look after one thing; a fault in one is logged, waited out, and concerns no other."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._failed_at: dict[tuple[str, str], float] = {}
        self._publisher, self._nudger = Publisher(), Nudger()
        self._moved: dict[str, float] = {}

    def run(self) -> None:
        """Work until `stop`, then finish the round that is being done."""
        jobs = {"relay": self._relay, **{f"sweep.{name}": self._sweeper(name) for name in registry.sweeps}}
        self._moved = dict.fromkeys(jobs, 0.0)
        threads = [self._begin(name, job) for name, job in {**jobs, "progress": self._show_progress}.items()]
        self._begin("canary", self._send_canaries)
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        """Ask all loops to end; safe in a signal handler."""
        self._stopping.set()

    def _begin(self, name: str, job: Callable[[], None]) -> threading.Thread:
        # Daemons, because a broker that hangs must not keep the process from ending; the others are waited for.
        thread = threading.Thread(target=self._tend, args=(name, job), name=name, daemon=True)
        thread.start()
        return thread

    def _tend(self, name: str, job: Callable[[], None]) -> None:
        """Run a loop for ever: a restart of PostgreSQL or a bug costs a pause, never the process."""
        pause = 0.2
        while not self._stopping.is_set():
            began = monotonic()
            try:
                job()
            except Exception as error:  # noqa: BLE001 - the loop must go on, whatever a sweep does
                self._log(name, error)
            finally:
                connection.close()
            pause = 0.2 if monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _relay(self) -> None:
        """Take the post when it is free, then drain whenever somebody publishes, and once a second anyway."""
        with own_connection("relay") as own:
            while not take_post(own, POST):
                self._moved["relay"] = monotonic()
                if self._stopping.wait(min(SOON, TICK)):
                    return
            own.execute(f"LISTEN {OUTBOX_CHANNEL}")
            relay, stamped = Relay(self._publisher, self._nudger), 0.0
            relay.begin()
            while not self._stopping.is_set():
                relay.drain(datetime.now(UTC))
                stamped = self._stamp("relay", stamped)
                _wait_for_word(own)

    def _sweeper(self, name: str) -> Callable[[], None]:
        sweep, pace = registry.sweeps[name], min(PACES.get(name, TICK), TICK)

        def loop() -> None:
            stamped = 0.0
            while not self._stopping.wait(pace):
                sweep_alone(name, sweep)
                stamped = self._stamp(f"sweep.{name}", stamped)
                close_old_connections()

        return loop

    def _show_progress(self) -> None:
        """Say that this very process works, all of its loops; a stuck one is missed by its health check."""
        forget_ended(database_now())
        while not self._stopping.wait(TICK * 2):
            if monotonic() - min(self._moved.values()) < SILENT.total_seconds() / 2:
                stamp(own_name("ticker"), database_now())
            close_old_connections()

    def _send_canaries(self) -> None:
        """A small task every now and then: its heartbeat shows that broker, queue and workers move."""
        while not self._stopping.is_set():
            sent = datetime.now(UTC).isoformat()
            current_app.send_task(
                "config.tasks.canary", args=[sent], expires=CANARY_EVERY * 2, retry=False, ignore_result=True
            )
            self._stopping.wait(CANARY_EVERY)

    def _stamp(self, name: str, stamped: float) -> float:
        self._moved[name] = monotonic()
        if monotonic() - stamped < STAMP_EVERY:
            return stamped
        stamp(name, database_now())
        return monotonic()

    def _log(self, name: str, error: Exception) -> None:
        """Once a minute for each kind of fault in each loop: a fault a second would bury all others."""
        key = (name, type(error).__name__)
        if monotonic() - self._failed_at.get(key, -LOG_EVERY) >= LOG_EVERY:
            self._failed_at[key] = monotonic()
            logger.error("%s failed and goes on: %s", name, error, exc_info=error)


def sweep_alone(name: str, sweep: Sweep) -> int:
    """Do what is due, unless another ticker or worker is at it; returns how much was done."""
    done = 0
    with alone(f"sweep.{name}") as free:
        for _ in range(ROUNDS if free else 0):
            found = sweep(database_now())
            done += found
            if not found:
                break
    return done


def _wait_for_word(own: OwnConnection) -> None:
    for _ in own.notifies(timeout=TICK, stop_after=1):
        pass
