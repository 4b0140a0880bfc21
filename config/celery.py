"""The Celery application. Tasks only carry keys and only nudge: the rows they act on are the truth."""

import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("service_grid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()


@worker_ready.connect
def show_life(sender: Any, **_: Any) -> None:
    """The first canary flies at once: whoever waits for readiness need not wait for the schedule."""
    sender.app.send_task("config.tasks.canary", args=[datetime.now(UTC).isoformat()], expires=15)
