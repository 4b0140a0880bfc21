"""Hints that leave the database: frames to open pages, nudges to workers. Losing one costs time, never a fact."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable
from time import monotonic

import orjson
import redis
from celery import current_app
from django.conf import settings
from django.db import connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from notifications.live.frames import Frame

logger = logging.getLogger(__name__)
TIMEOUT = 1.0
REST = 1.0
"""Seconds without a try after a failure, so that a dead Redis does not slow the relay."""
WAITING_NUDGES = 1000


def live_channel() -> str:
    """The Redis channel of this database's events; test databases have their own."""
    return f"live:{connection.settings_dict['NAME']}"


class Publisher:
    """Best effort: a failure is logged once, until it works again, and never raised."""

    def __init__(self, url: str | None = None) -> None:
        self._redis = redis.Redis.from_url(
            url or settings.REDIS_URL,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self._failing = False
        self._rest_until = 0.0

    def publish(self, frames: Iterable[Frame]) -> bool:
        """One PUBLISH an event, in order."""
        return self._send([frame.wire() for frame in frames])

    def point(self, head: int) -> bool:
        """Tell how far the feed reaches, so that listeners fetch what a predecessor numbered and did not publish."""
        return self._send([orjson.dumps({"head": head})])

    def close(self) -> None:
        """Give the connection back."""
        self._redis.close()

    def _send(self, messages: list[bytes]) -> bool:
        if not messages or monotonic() < self._rest_until:
            return not messages
        channel = live_channel()
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                for message in messages:
                    pipe.publish(channel, message)
                pipe.execute()
        except (redis.RedisError, OSError) as error:
            self._rest_until = monotonic() + REST
            if not self._failing:
                logger.warning("Redis does not take frames, pages poll meanwhile: %s", error)
            self._failing = True
            return False
        if self._failing:
            logger.info("Redis takes frames again")
        self._failing = False
        return True


class Nudger:
    """Sends Celery tasks from a thread of its own: a broker that hangs must not hold up the relay."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[tuple[str, dict[str, str]]] = queue.Queue(WAITING_NUDGES)
        self._failing = False
        threading.Thread(target=self._run, name="nudger", daemon=True).start()

    def nudge(self, task: str, subjects: dict[str, str]) -> None:
        """Subjects, each with the id of the request that brought it about.

        Dropped when too many wait; the task's sweep finds the work by itself.
        """
        try:
            self._waiting.put_nowait((task, subjects))
        except queue.Full:
            self._note(RuntimeError("too many nudges wait"))

    def flush(self) -> None:
        """Wait until everything taken was sent or given up."""
        self._waiting.join()

    def _run(self) -> None:
        while True:
            task, subjects = self._waiting.get()
            try:
                current_app.send_task(task, args=[list(subjects)], retry=False, headers={"causes": subjects})
                self._failing = False
            except Exception as error:  # noqa: BLE001 - whatever the broker's client raises, the sweep will do it
                self._note(error)
            finally:
                self._waiting.task_done()

    def _note(self, error: Exception) -> None:
        if not self._failing:
            logger.warning("workers are not nudged, sweeps do their work meanwhile: %s", error)
        self._failing = True
