"""Visits that somebody should look at, and what of the signals a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Prefetch, QuerySet, Value, When

from core.scope import Scope
from grid.models import VisitLook, VisitSignal
from grid.rules.trust import BY_WEIGHT

WEIGHT = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(BY_WEIGHT)))


def looks(scope: Scope, *, done: bool) -> QuerySet[Any, Any]:
    """Visits that need a look, or had one; the reader's own are somebody else's to look at."""
    rows: QuerySet[Any, Any] = (
        VisitLook.objects.visible_to(scope)
        .exclude(visit__author_id=scope.user_id)
        .filter(looked_at__isnull=not done)
        .select_related("visit__enterprise", "visit__author", "visit__unit", "looked_by")
        .defer("visit__enterprise__search", "visit__enterprise__pinyin", "visit__enterprise__haystack")
        .prefetch_related(Prefetch("visit__signals", queryset=VisitSignal.objects.order_by(WEIGHT)))
    )
    return rows


def show_signals(scope: Scope, visits: Sequence[Any]) -> None:
    """Hang signals and look on visits whose author the reader is, whose unit the reader leads, or that all see."""
    everything = scope.reads_everything
    others = not everything and any(visit.author_id != scope.user_id for visit in visits)
    led = set(scope.led_unit_ids.values_list("unit_id", flat=True)) if others else set()
    mine = [
        visit
        for visit in visits
        if everything or visit.author_id == scope.user_id or (visit.unit_id and visit.unit_id in led)
    ]
    found: dict[int, list[VisitSignal]] = {}
    for signal in VisitSignal.objects.filter(visit__in=[visit.pk for visit in mine]).order_by(WEIGHT):
        found.setdefault(signal.visit_id, []).append(signal)
    rows = VisitLook.objects.filter(visit__in=list(found)).select_related("looked_by") if found else ()
    held = {look.visit_id: look for look in rows}
    for visit in visits:
        visit.shown_signals = found.get(visit.pk, [])
        visit.shown_look = held.get(visit.pk)
