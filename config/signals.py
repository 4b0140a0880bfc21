"""What Celery tells of its work: the request id that travels with a task, its line in the log, and beat's life."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from time import perf_counter
from typing import Any

from celery.signals import (
    after_task_publish,
    beat_init,
    before_task_publish,
    task_postrun,
    task_prerun,
    worker_process_init,
)
from django.db import Error, connection

from core.context import current_request_id, set_causes, set_request_id
from core.database import database_now
from core.heartbeats import own_name, stamp
from core.tally import tally

logger = logging.getLogger("core.tasks")
QUIET = {"config.tasks.canary", "config.tasks.nudge"}
"""They come every few seconds and say nothing new."""
_began: ContextVar[float] = ContextVar("began", default=0.0)


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_: Any) -> None:
    """The task is done because of the present request."""
    headers.setdefault("request_id", current_request_id())


@task_prerun.connect
def take_request_id(task: Any, task_id: str, **_: Any) -> None:
    """Work and log under the request that caused the task; a task that came by itself has its own id."""
    sent = task.request.headers or {}
    causes = {str(subject): str(cause) for subject, cause in (sent.get("causes") or {}).items()}
    set_causes(causes)
    single = next(iter(causes.values())) if len(set(causes.values())) == 1 else ""
    set_request_id(single or str(sent.get("request_id") or "") or task_id)
    _began.set(perf_counter())


@task_postrun.connect
def tell_of_task(task: Any, state: str | None, **_: Any) -> None:
    """One line and three counts a task."""
    seconds = perf_counter() - _began.get()
    outcome = (state or "unknown").lower()
    tally.add("tasks", task=task.name, outcome=outcome)
    tally.observe("task_seconds", seconds, task=task.name)
    if task.name not in QUIET:
        facts = {"task": task.name, "outcome": outcome, "ms": round(seconds * 1000, 1)}
        logger.info("task", extra={"facts": facts})
    set_request_id("")
    set_causes({})


@worker_process_init.connect
def count_here(**_: Any) -> None:
    """Each child of a worker keeps counts of its own."""
    tally.keep_writing()


@beat_init.connect
def watch_beat(**_: Any) -> None:
    """Beat has got something done whenever it has put a task into the queue."""
    after_task_publish.connect(show_beat)


def show_beat(**_: Any) -> None:
    """Leave beat's heartbeat. It is only a sign of life, so a database that is away must not end beat."""
    try:
        stamp(own_name("beat"), database_now())
    except Error as error:
        logger.warning("beat's heartbeat could not be written: %s", error)
    finally:
        connection.close()
