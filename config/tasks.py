"""What shows that the workers work, and the second trigger: were the ticker away, they would still sweep."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from celery import shared_task

from config.ticker import sweep_alone
from core.database import alone, database_now
from core.heartbeats import own_name, stamp
from core.registry import registry
from notifications.live.publisher import Publisher
from notifications.relay import POST, Relay

logger = logging.getLogger(__name__)


@shared_task
def canary(sent: str) -> None:
    """Show, by running at all, that queue and workers move; `sent` is when it was put into the queue."""
    waited = (datetime.now(UTC) - datetime.fromisoformat(sent)).total_seconds()
    stamp(
        "canary", database_now(), facts={"waited": round(max(0.0, waited), 3), "worker": own_name("worker")}
    )


@shared_task
def nudge() -> None:
    """Sweep and relay once, whatever is free; and be a canary, should the ticker be too stuck to send one."""
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
    canary(datetime.now(UTC).isoformat())
