"""What somebody away has left with the reader, what came back to the reader, and what waits in the reader's units."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from core.scope import Scope
from grid.models import Absence
from tickets.models import RoutingStep, Ticket
from tickets.selectors.cards import CARD

MOST = 50
RECENT = timedelta(days=14)


def standing_in(scope: Scope, at: datetime) -> dict[str, Any]:
    """Four or five queries. `came_back` is of the reader's last absence that ended within two weeks."""
    people = User.objects.filter(pk__in=scope.stood_for_ids).order_by("pk").values("id", "name", "role")
    rows = Ticket.objects.visible_to(scope).open()
    last = Absence.objects.of(scope.user_id).filter(ends_at__lte=at, ends_at__gt=at - RECENT)
    absence = last.order_by("-ends_at").values("starts_at", "ends_at").first()
    return {
        "people": list(people),
        "tickets": list(_cards(rows.filter(holder_id__in=scope.stood_for_ids))),
        "back_since": absence["ends_at"] if absence else None,
        "came_back": _came_back(scope, absence["starts_at"]) if absence else [],
        "waiting": list(
            Ticket.objects.filter(waiting_since__isnull=False, holder_unit_id__in=scope.unit_ids)
            .order_by("submitted_at", "id")
            .values_list(CARD, flat=True)[:MOST]
        ),
    }


def _cards(rows: Any) -> Any:
    return rows.order_by(F("due_at").asc(nulls_last=True), "id").values_list(CARD, flat=True)[:MOST]


def _came_back(scope: Scope, since: datetime) -> list[dict[str, Any]]:
    steps = RoutingStep.objects.filter(
        step="back", at__gte=since, ticket__holder_id=scope.user_id, outcome__person=scope.user_id
    ).order_by("-id")
    cards = dict(Ticket.objects.filter(pk__in=steps.values("ticket_id")).values_list("pk", CARD))
    return [
        {"ticket": cards[row.ticket_id], "deputy": row.outcome["from_name"], "at": row.at}
        for row in steps[:MOST]
        if row.ticket_id in cards
    ]
