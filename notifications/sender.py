"""Sends what is due. A delivery is claimed by moving it into the future, so a sender that dies loses nothing."""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from core.tally import tally
from notifications.models import Delivery, DeliveryState
from notifications.rules.backoff import retry_in
from notifications.transports import TRANSPORTS, PermanentFailure, TemporaryFailure

logger = logging.getLogger(__name__)
BATCH = 20
LEASE = timedelta(minutes=10)
"""Longer than a whole batch can take when every connection waits for its timeout."""


def send_due(at: datetime) -> int:
    """Claim and send what waits; returns how many were tried."""
    claimed = _claim(at)
    rows = Delivery.objects.select_related("event", "recipient").filter(id__in=claimed).order_by("id")
    for delivery in rows:
        _send(delivery, at)
    return len(claimed)


def _claim(at: datetime) -> list[int]:
    with transaction.atomic():
        due = Delivery.objects.due(at).order_by("send_after").select_for_update(skip_locked=True)
        ids = list(due.values_list("id", flat=True)[:BATCH])
        Delivery.objects.filter(id__in=ids).update(send_after=at + LEASE, attempts=F("attempts") + 1)
    return ids


def _send(delivery: Delivery, at: datetime) -> None:
    try:
        TRANSPORTS[delivery.channel](delivery)
    except TemporaryFailure as error:
        wait = retry_in(delivery.attempts, random.random())  # noqa: S311 - spreads retries, guards nothing
        _settle(delivery, error, DeliveryState.WAITING if wait else DeliveryState.DEAD, at + (wait or LEASE))
    except PermanentFailure as error:
        _settle(delivery, error, DeliveryState.DEAD, at)
    except Exception as error:
        logger.exception("delivery %s crashed its transport", delivery.pk)
        _settle(delivery, error, DeliveryState.DEAD, at)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT, sent_at=at, error="")
        tally.add("deliveries", channel=delivery.channel, outcome="sent")


def _settle(delivery: Delivery, error: Exception, state: DeliveryState, send_after: datetime) -> None:
    outcome = "dead" if state == DeliveryState.DEAD else "again"
    tally.add("deliveries", channel=delivery.channel, outcome=outcome)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, send_after=send_after, error=f"{type(error).__name__}: {error}"[:300]
    )
