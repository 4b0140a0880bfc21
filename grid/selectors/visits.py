"""Visits as their readers see them: an enterprise learns that somebody came, not what was noted."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Count,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from core.scope import Scope
from grid.models import Visit, VisitPhoto
from grid.selectors.trust import show_signals


def visit_rows(scope: Scope) -> QuerySet[Any, Any]:
    """The visits the reader may see, ready to be shown."""
    photos = VisitPhoto.objects.filter(visit_id=OuterRef("pk")).order_by().values("visit_id")
    counted = Subquery(photos.annotate(n=Count("id")).values("n"), output_field=IntegerField())
    inside = not scope.is_enterprise
    rows: QuerySet[Any, Any] = (
        Visit.objects.visible_to(scope)
        .select_related("enterprise", "author", "unit")
        .defer("enterprise__search", "enterprise__pinyin", "enterprise__haystack")
        .annotate(
            photo_count=Coalesce(counted, 0),
            shown_summary=F("summary") if inside else Value("", TextField()),
            shown_distance=F("distance_m") if inside else Value(None, FloatField()),
        )
    )
    return rows


def visit_parts(visit: Visit, scope: Scope) -> dict[str, Any]:
    """What the page of one visit shows beside its row."""
    show_signals(scope, [visit])
    return {
        "photo_list": list(visit.photos.order_by("id")),
        "revisions": list(visit.revisions.select_related("by").order_by("-version")),
    }
