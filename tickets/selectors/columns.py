"""Figures of tickets shown beside rows of lower nouns, each as one expression over the outer row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.scope import Scope
from tickets.models import Ticket
from tickets.rules.sla import Lamp


def counted(column: str, condition: Q | None = None) -> Callable[[Scope], Any]:
    """How many open tickets that the reader may see point by `column` to the outer row."""

    def expression(scope: Scope) -> Any:
        rows = Ticket.objects.visible_to(scope).open().filter(condition or Q(), **{column: OuterRef("pk")})
        grouped = rows.order_by().values(column).annotate(n=Count("id")).values("n")
        return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)

    return expression


COLUMNS: dict[str, Callable[[Scope], Any]] = {
    "enterprise.open_tickets": counted("enterprise_id"),
    "unit.open_tickets": counted("holder_unit_id"),
    "unit.red": counted("holder_unit_id", Q(lamp=Lamp.RED)),
    "person.open_tickets": counted("holder_id"),
}
