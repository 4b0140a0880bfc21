"""Sends what is due. A delivery is claimed by moving it into the future, so a sender that dies loses nothing."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
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
    alone, digests = _sorted_out(list(rows))
    for delivery in alone:
        _send([delivery], at)
    for together in digests:
        _send(together, at)
    return len(claimed)


def _sorted_out(rows: Sequence[Delivery]) -> tuple[list[Delivery], list[list[Delivery]]]:
    """Those that leave alone, and the digests: what was held back for one person, in one mail."""
    alone: list[Delivery] = []
    digests: dict[tuple[int, str], list[Delivery]] = {}
    for row in rows:
        if row.digest:
            digests.setdefault((row.recipient_id, row.channel), []).append(row)
        else:
            alone.append(row)
    alone.extend(together[0] for together in digests.values() if len(together) == 1)
    return alone, [together for together in digests.values() if len(together) > 1]


def _claim(at: datetime) -> list[int]:
    with transaction.atomic():
        due = Delivery.objects.due(at).order_by("send_after").select_for_update(skip_locked=True)
        ids = list(due.values_list("id", flat=True)[:BATCH])
        people = Delivery.objects.filter(id__in=ids, digest=True).values("recipient_id", "channel")
        for one in people.distinct():
            ids.extend(due.filter(digest=True, **one).exclude(id__in=ids).values_list("id", flat=True))
        Delivery.objects.filter(id__in=ids).update(send_after=at + LEASE, attempts=F("attempts") + 1)
    return ids


def _send(together: Sequence[Delivery], at: datetime) -> None:
    first, keys = together[0], [one.pk for one in together]
    try:
        TRANSPORTS[first.channel](together)
    except TemporaryFailure as error:
        wait = retry_in(first.attempts, random.random())  # noqa: S311 - spreads retries, guards nothing
        _count(together, "again" if wait else "dead")
        _settle(keys, error, DeliveryState.WAITING if wait else DeliveryState.DEAD, at + (wait or LEASE))
    except PermanentFailure as error:
        _count(together, "dead")
        _settle(keys, error, DeliveryState.DEAD, at)
    except Exception as error:
        logger.exception("delivery %s crashed its transport", first.pk)
        _count(together, "dead")
        _settle(keys, error, DeliveryState.DEAD, at)
    else:
        Delivery.objects.filter(pk__in=keys).update(state=DeliveryState.SENT, sent_at=at, error="")
        _count(together, "sent")


def _count(together: Sequence[Delivery], outcome: str) -> None:
    for one in together:
        tally.add("deliveries", channel=one.channel, outcome=outcome)


def _settle(keys: Sequence[int], error: Exception, state: DeliveryState, send_after: datetime) -> None:
    Delivery.objects.filter(pk__in=keys).update(
        state=state, send_after=send_after, error=f"{type(error).__name__}: {error}"[:300]
    )
