"""The Celery application. Tasks only carry keys and only nudge: the rows they act on are the truth."""

import logging
import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery
from celery.signals import after_task_publish, beat_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

logger = logging.getLogger(__name__)
app = Celery("service_grid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()


@worker_ready.connect
def show_life(sender: Any, **_: Any) -> None:
    """The first canary flies at once: whoever waits for readiness need not wait for the schedule."""
    sender.app.send_task("config.tasks.canary", args=[datetime.now(UTC).isoformat()], expires=15)


@beat_init.connect
def watch_beat(**_: Any) -> None:
    """Beat has got something done whenever it has put a task into the queue."""
    after_task_publish.connect(show_beat)


def show_beat(**_: Any) -> None:
    """Leave beat's heartbeat. It is only a sign of life, so a database that is away must not end beat."""
    from django.db import Error, connection  # noqa: PLC0415 - settings are read before Django's parts

    from core.database import database_now  # noqa: PLC0415
    from core.heartbeats import own_name, stamp  # noqa: PLC0415

    try:
        stamp(own_name("beat"), database_now())
    except Error as error:
        logger.warning("beat's heartbeat could not be written: %s", error)
    finally:
        connection.close()
