"""The leaders' numbers: resumption, staff back, capacity, visits, tickets. Each comes with its count."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db.models import Avg, Count, Q, Sum
from django.utils import timezone

from enterprises.models import Enterprise, Kind
from grid.models import Visit, VisitState
from tickets.models import BoardCounter, Category, Rating
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.reporting import share

RESUMED = ("resumed", "full")
DONE = (VisitState.DONE, VisitState.REVIEWED)


def overview(at: datetime) -> dict[str, Any]:
    """Figures of the whole zone at a moment. Rates are of above-scale enterprises and are null without any."""
    midnight = datetime.combine(timezone.localdate(at), time.min, timezone.get_current_timezone())
    visits = Visit.objects.filter(state__in=DONE).aggregate(
        total=Count("id"),
        today=Count("id", filter=Q(occurred_at__gte=midnight)),
        enterprises=Count("enterprise_id", distinct=True),
    )
    rating = Rating.objects.aggregate(given=Count("id"), satisfied=Count("id", filter=Q(score__gte=3)))
    return {
        **_production(),
        "visits": visits,
        "tickets": _tickets(),
        "satisfaction": {**rating, "rate": share(rating["satisfied"], rating["given"])},
        "by_category": _by_category(),
    }


def _production() -> dict[str, Any]:
    rows = Enterprise.objects.filter(kind=Kind.ABOVE_SCALE)
    found = rows.aggregate(
        should=Count("id"),
        resumed=Count("id", filter=Q(latest_report__state__in=RESUMED)),
        expected=Sum("latest_report__expected_staff"),
        returned=Sum("latest_report__returned_staff"),
        average=Avg("latest_report__capacity_percent"),
        reporting=Count("latest_report_id"),
    )
    return {
        "resumption": {
            "should": found["should"],
            "resumed": found["resumed"],
            "rate": share(found["resumed"], found["should"]),
        },
        "staff": {
            "expected": found["expected"] or 0,
            "returned": found["returned"] or 0,
            "rate": share(found["returned"] or 0, found["expected"] or 0),
        },
        "capacity": {
            "average": None if found["average"] is None else round(float(found["average"]), 1),
            "reporting": found["reporting"],
        },
    }


def _tickets() -> dict[str, int]:
    found = BoardCounter.objects.aggregate(
        open=Sum("count", filter=Q(state__in=OPEN_STATES)),
        closed=Sum("count", filter=Q(state="closed")),
        red=Sum("count", filter=Q(state__in=OPEN_STATES, lamp="red")),
        total=Sum("count"),
    )
    return {name: value or 0 for name, value in found.items()}


def _by_category() -> list[dict[str, Any]]:
    roots = {row.code: row for row in Category.objects.filter(parent=None)}
    totals: dict[str, dict[str, int]] = {code: {"open": 0, "total": 0} for code in roots}
    rows = BoardCounter.objects.values_list("category", "state").annotate(n=Sum("count"))
    for category, state, count in rows:
        root = totals.get(category.partition("-")[0])
        if root is not None:
            root["total"] += count
            root["open"] += count if state in OPEN_STATES else 0
    return [
        {"code": code, "name": roots[code].name, "name_en": roots[code].name_en, **figures}
        for code, figures in totals.items()
    ]
