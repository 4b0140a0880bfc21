"""Whose phone still holds work, and which items wait for somebody to look at them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from core.models import Device, Receipt, ReceiptOutcome
from core.scope import Scope
from grid.models import Membership

HEARD_WITHIN = timedelta(days=60)


def phones(scope: Scope, *, on: date) -> QuerySet[Any, Any]:
    """Devices that hold unsent or refused work, or that sent what waits here, the oldest work first."""
    waiting = _unsettled()
    rows = Device.objects.filter(_mine(scope, on, "user_id")).filter(
        Q(unsent__gt=0) | Q(refused__gt=0) | Q(id__in=waiting.values("device_id"))
    )
    return (
        rows.filter(reported_at__gte=timezone.now() - HEARD_WITHIN)
        .select_related("user")
        .prefetch_related(Prefetch("receipts", queryset=waiting.order_by("seq"), to_attr="waiting"))
        .order_by("oldest_unsent_at", "id")
    )


def held_items(scope: Scope, *, on: date) -> QuerySet[Any, Any]:
    """Held items of those whom the reader leads."""
    return _unsettled().filter(_mine(scope, on, "device__user_id"), outcome=ReceiptOutcome.HELD)


def _unsettled() -> QuerySet[Any, Any]:
    return Receipt.objects.filter(settled_at__isnull=True).exclude(outcome=ReceiptOutcome.STORED)


def _mine(scope: Scope, on: date, column: str) -> Q:
    """All for coordinators, leaders and administrators; for a team leader those of the teams led."""
    if scope.reads_everything:
        return Q()
    led = Membership.objects.current(on).filter(unit_id__in=scope.led_unit_ids)
    return Q(**{f"{column}__in": led.values("user_id")})
