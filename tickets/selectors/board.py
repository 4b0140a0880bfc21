"""The board as one statement: head, counts and the most pressing cards of each state are of one moment."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, F, QuerySet, Sum, Window
from django.db.models.functions import JSONObject, RowNumber

from core.models import Feed
from core.prepared import Given, Prepared
from core.scope import Scope
from tickets.models import BoardCounter, Category, Ticket
from tickets.rules.lifecycle import OPEN_STATES, State
from tickets.selectors.cards import CARD

MOST = 50
BY_DUE = (F("due_at").asc(nulls_last=True), F("id").asc())
COLUMNS = tuple(state for state in State if state in OPEN_STATES)


def board(scope: Scope, *, unit: int | None = None, category: str = "") -> dict[str, Any]:
    """The snapshot with the epoch and seq that live frames continue from. Cards are at most 50 a state, the
    most pressing first; cards and counts are both of what the reader's units hold, or of everything."""
    row = _BOARD.first(scope, unit is not None, bool(category), unit=unit, category=category)
    counted = row["counter_list"]
    columns: dict[str, list[dict[str, Any]]] = {state.value: [] for state in COLUMNS}
    for card in row["card_list"]:
        columns[card["state"]].append(card)
    return {
        "epoch": str(row["epoch"]),
        "as_of": row["head"],
        "counters": counted,
        "columns": columns,
        "totals": {
            "open": _total(counted),
            "red": _total(counted, "red"),
            "yellow": _total(counted, "yellow"),
        },
    }


def _board(scope: Scope, of_unit: bool, of_category: bool) -> QuerySet[Any, Any]:
    rows, counters = _held(scope), _counters(scope)
    if of_unit:
        unit = Given("unit", BigIntegerField())
        rows, counters = rows.filter(holder_unit_id=unit), counters.filter(unit_id=unit)
    if of_category:
        chosen = Category.objects.filter(code__startswith=Given("category", CharField(max_length=12)))
        rows = rows.filter(category__in=chosen.values("code"))
        counters = counters.filter(category__in=chosen.values("code"))
    return (
        Feed.objects.filter(id=1)
        .annotate(
            counter_list=ArraySubquery(
                counters.order_by()
                .values("unit_id", "state", "lamp")
                .annotate(total=Sum("count"))
                .exclude(total=0)
                .values(
                    json=JSONObject(unit=F("unit_id"), state=F("state"), lamp=F("lamp"), count=F("total"))
                )
            ),
            card_list=ArraySubquery(_most_pressing(rows, scope).values(json=CARD)),
        )
        .values("epoch", "head", "counter_list", "card_list")
    )


def _held(scope: Scope) -> QuerySet[Any, Any]:
    # What one's units hold is visible; asking visible_to besides would hide the index from the planner.
    rows: QuerySet[Any, Any] = Ticket.objects.all()
    return rows if scope.reads_everything else rows.filter(holder_unit_id__in=scope.unit_ids)


def _counters(scope: Scope) -> QuerySet[Any, Any]:
    rows = BoardCounter.objects.filter(state__in=OPEN_STATES)
    return rows if scope.reads_everything else rows.filter(unit_id__in=scope.unit_ids)


def _most_pressing(rows: QuerySet[Any, Any], scope: Scope) -> QuerySet[Any, Any]:
    """The first of each state by deadline, their cards made last."""
    chosen = _of_each_state(rows) if scope.reads_everything else _ranked(rows)
    cards: QuerySet[Any, Any] = Ticket.objects.filter(id__in=chosen).order_by(*BY_DUE)
    return cards


def _of_each_state(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Among all tickets: each state is read from its index, as far as it is shown."""
    first, *others = (rows.filter(state=state).order_by(*BY_DUE).values("id")[:MOST] for state in COLUMNS)
    return first.union(*others, all=True)


def _ranked(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Among what a few units hold: all of it is read from the units' index, and ranked."""
    rank = Window(RowNumber(), partition_by=F("state"), order_by=BY_DUE)
    ranked: QuerySet[Any, Any] = rows.filter(state__in=COLUMNS).annotate(rank=rank).filter(rank__lte=MOST)
    return ranked.values("id")


def _total(counters: list[dict[str, Any]], lamp: str = "") -> int:
    return sum(row["count"] for row in counters if not lamp or row["lamp"] == lamp)


_BOARD = Prepared(_board)
