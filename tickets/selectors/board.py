"""The board as one statement: head, counts and the most pressing cards of each state are of one moment."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import JSONObject

from core.models import Feed
from core.scope import Scope
from tickets.models import BoardCounter, Category, Ticket
from tickets.rules.lifecycle import OPEN_STATES, State
from tickets.selectors.cards import CARD

MOST = 50
COLUMNS = tuple(state for state in State if state in OPEN_STATES)


def board(scope: Scope, *, unit: int | None = None, category: str = "") -> dict[str, Any]:
    """The snapshot with the epoch and seq that live frames continue from. Cards are at most 50 a state, the
    most pressing first; cards and counts are both of what the reader's units hold, or of everything."""
    rows, counters = _held(scope), _counters(scope)
    if unit is not None:
        rows, counters = rows.filter(holder_unit_id=unit), counters.filter(unit_id=unit)
    if category:
        rows = rows.filter(category__in=_with_children(category))
        counters = counters.filter(category__in=_with_children(category))
    feed = Feed.objects.filter(id=1).annotate(
        counter_list=ArraySubquery(
            counters.order_by()
            .values("unit_id", "state", "lamp")
            .annotate(total=Sum("count"))
            .exclude(total=0)
            .values(json=JSONObject(unit=F("unit_id"), state=F("state"), lamp=F("lamp"), count=F("total")))
        ),
        card_list=ArraySubquery(_most_pressing(rows).values(json=CARD)),
    )
    row = feed.get()
    counted = row.counter_list
    columns: dict[str, list[dict[str, Any]]] = {state.value: [] for state in COLUMNS}
    for card in row.card_list:
        columns[card["state"]].append(card)
    return {
        "epoch": str(row.epoch),
        "as_of": row.head,
        "counters": counted,
        "columns": columns,
        "totals": {
            "open": _total(counted),
            "red": _total(counted, "red"),
            "yellow": _total(counted, "yellow"),
        },
    }


def _held(scope: Scope) -> QuerySet[Any, Any]:
    rows = Ticket.objects.visible_to(scope)
    return rows if scope.reads_everything else rows.filter(holder_unit_id__in=scope.unit_ids)


def _counters(scope: Scope) -> QuerySet[Any, Any]:
    rows = BoardCounter.objects.filter(state__in=OPEN_STATES)
    return rows if scope.reads_everything else rows.filter(unit_id__in=scope.unit_ids)


def _most_pressing(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The first of each state by deadline: each state is read from its index, the cards are made once."""
    by_due = (F("due_at").asc(nulls_last=True), "id")
    first, *others = (rows.filter(state=state).order_by(*by_due).values("id")[:MOST] for state in COLUMNS)
    chosen: QuerySet[Any, Any] = Ticket.objects.filter(id__in=first.union(*others, all=True)).order_by(
        *by_due
    )
    return chosen


def _with_children(category: str) -> Any:
    return Category.objects.filter(code__startswith=category).values("code")


def _total(counters: list[dict[str, Any]], lamp: str = "") -> int:
    return sum(row["count"] for row in counters if not lamp or row["lamp"] == lamp)
