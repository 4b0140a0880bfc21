"""Tickets as the ledger lists them: a row with everything on one line, nothing asked for row by row."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from tickets.models import Rating


def ledger_rows(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The tickets with their names and their latest rating, newest first, in one query."""
    latest = Rating.objects.filter(ticket_id=OuterRef("pk")).order_by("-number").values("score")
    found: QuerySet[Any, Any] = (
        rows.select_related("enterprise", "category", "holder_unit", "holder", "lead_unit")
        .defer("search", "enterprise__search", "enterprise__pinyin", "enterprise__haystack")
        .annotate(score=Subquery(latest[:1]))
        .order_by("-id")
    )
    return found
