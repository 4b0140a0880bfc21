"""The second trigger: were the ticker away, the workers would still sweep, only less often."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from celery import shared_task

from config.ticker import sweep_alone
from core.database import alone, database_now
from core.heartbeats import stamp
from core.registry import registry
from notifications.live.publisher import Publisher
from notifications.relay import POST, Relay

logger = logging.getLogger(__name__)


@shared_task
def nudge() -> None:
    """Sweep and relay once, whatever is free; and show, by running at all, that queue and workers move."""
    for name, sweep in registry.sweeps.items():
        try:
            sweep_alone(name, sweep)
        except Exception:
            logger.exception("%s failed as a second trigger", name)
    with alone(POST) as free:
        if free:
            publisher = Publisher()
            Relay(publisher).drain(datetime.now(UTC))
            publisher.close()
    stamp("canary", database_now())
