"""Figures about tickets that lists of lower nouns show beside their rows, cut to the reader's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.scope import Scope
from tickets.models import Ticket
from tickets.rules.sla import Lamp


def open_of_enterprise(scope: Scope) -> Coalesce:
    """Open tickets of the enterprise of the row."""
    return _counted(Ticket.objects.visible_to(scope).open(), "enterprise_id")


def open_of_unit(scope: Scope) -> Coalesce:
    """Open tickets that the unit of the row holds."""
    return _counted(Ticket.objects.visible_to(scope).open(), "holder_unit_id")


def red_of_unit(scope: Scope) -> Coalesce:
    """Open and overdue tickets that the unit of the row holds."""
    return _counted(Ticket.objects.visible_to(scope).open().filter(lamp=Lamp.RED), "holder_unit_id")


def open_of_person(scope: Scope) -> Coalesce:
    """Open tickets on the desk of the person of the row."""
    return _counted(Ticket.objects.visible_to(scope).open(), "holder_id")


def _counted(rows: QuerySet[Any, Any], column: str) -> Coalesce:
    grouped = (
        rows.filter(**{column: OuterRef("pk")}).order_by().values(column).annotate(n=Count("id")).values("n")
    )
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
