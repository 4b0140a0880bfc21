"""Giving dead letters another life."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from notifications.models import Delivery, DeliveryState


def send_again(*, ids: Collection[int], at: datetime) -> int:
    """Let dead deliveries wait once more with all their tries; returns how many there were."""
    dead = Delivery.objects.filter(id__in=ids, state=DeliveryState.DEAD)
    return dead.update(state=DeliveryState.WAITING, attempts=0, send_after=at)
