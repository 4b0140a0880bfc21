"""Shared causes as staff see them, and the open tickets that look like one."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from core.scope import Scope
from core.text import bigrams, normalise
from tickets.models import CommonCause, Ticket
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.meeting import STEERS
from tickets.selectors.cards import CARD, person, unit

SHOWN, ALIKE, CANDIDATES = 100, 10, 400
PLAIN = (
    *("uuid", "ref", "title", "text", "state", "due_at", "outcome"),
    *("answer", "created_at", "answered_at", "version"),
)
LEAST, SAME_CATEGORY = 0.2, 0.1
OPEN = [state.value for state in OPEN_STATES]


def cause_rows(scope: Scope) -> QuerySet[Any, Any]:
    """Every cause the reader may see, with how many enterprises share it and how many still wait."""
    joined = Ticket.objects.filter(cause_id=OuterRef("pk")).order_by()
    rows: QuerySet[Any, Any] = CommonCause.objects.visible_to(scope).annotate(
        total=_counted(joined), waiting=_counted(joined.filter(state__in=OPEN))
    )
    return rows


def cause_json() -> JSONObject:
    """A cause as it goes out."""
    return JSONObject(
        **{name: F(name) for name in PLAIN},
        category=F("category_id"),
        unit=unit("unit"),
        created_by=person("created_by"),
        total=F("total"),
        waiting=F("waiting"),
    )


def cause_detail(ref: str, scope: Scope) -> dict[str, Any] | None:
    """One cause with the cards of its tickets that the reader may see."""
    tickets = Ticket.objects.visible_to(scope).filter(cause_id=OuterRef("pk")).order_by("-id")
    rows = cause_rows(scope).filter(ref=ref)
    found = rows.values_list(cause_json(), ArraySubquery(tickets.values(json=CARD)[:SHOWN])).first()
    if found is None:
        return None
    cause, cards = found
    steers = scope.role in STEERS or scope.unit_ids.filter(unit_id=cause["unit"]["id"]).exists()
    done = cause["state"] == "answered" and not cause["waiting"]
    can = {"answer": cause["state"] != "closed", "close": done}
    return {**cause, "tickets": cards, "abilities": [verb for verb, may in can.items() if may and steers]}


def alike(ref: str, scope: Scope) -> list[dict[str, Any]]:
    """Open tickets of other enterprises whose words overlap most with one ticket's, best first.

    The overlap is the Jaccard index of the two sets of bigrams, from 0.2 on; the same category counts 0.1 more.
    """
    rows = Ticket.objects.visible_to(scope)
    one = rows.filter(ref=ref).first()
    if one is None:
        return []
    mine = set(bigrams(normalise(f"{one.title} {one.text}")))
    others = rows.open().exclude(enterprise_id=one.enterprise_id).filter(search__overlap=sorted(mine))
    near = others.order_by("-id").values("search", "category_id", card=CARD)[:CANDIDATES]
    scored = [(_likeness(mine, row, one.category_id), row["card"]) for row in near]
    best = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: -pair[0])[:ALIKE]
    return [{"likeness": round(min(score, 1.0), 2), "card": card} for score, card in best]


def _likeness(mine: set[str], row: dict[str, Any], category: str) -> float:
    theirs: set[str] = set(row["search"])
    bonus = SAME_CATEGORY if row["category_id"] == category else 0.0
    return len(mine & theirs) / max(len(mine | theirs), 1) + bonus


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    grouped = rows.values("cause_id").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), Value(0))
