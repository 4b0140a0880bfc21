"""Pages of the ledger: the tickets a reader may see, newest first, narrowed, as cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import BigIntegerField, CharField, Field, QuerySet, UUIDField

from accounts.models import User
from core.prepared import Given, Prepared, written_out
from core.scope import Scope
from tickets.models import Ticket
from tickets.selectors.cards import WRITTEN

Rows = QuerySet[Any, Any]
ANY_VALUE: dict[str, Field[Any, Any]] = {
    "unit": BigIntegerField(),
    "holder": BigIntegerField(),
    "category": CharField(max_length=12),
    "enterprise": UUIDField(),
}
"""Filters that take any value; those of the others are few and known, and stand in the SQL."""
LOOKUPS = {
    "state": "state__in",
    "lamp": "lamp__in",
    "priority": "priority__in",
    "unit": "holder_unit_id",
    "holder": "holder_id",
    "enterprise": "enterprise__uuid",
}


def page_of(
    scope: Scope, asked: Mapping[str, Any], *, words: str, before: int | None, most: int
) -> list[dict[str, Any]]:
    """At most so many rows {id, card} with an id below `before`; the card is JSON text. `asked`: see `narrowed`."""
    desks = desks_of(scope, asked)
    if words or len(desks) > 1:
        # What is rare decides how these are best done, so each is planned for its own words and people.
        rows = narrowed(Ticket.objects.visible_to(scope), asked, desks).matching(words)
        rows = rows if before is None else rows.filter(id__lt=before)
        return written_out(_cards(rows, most))
    shape = tuple((name, None if name in ANY_VALUE else value) for name, value in sorted(asked.items()))
    given = {name: value for name, value in asked.items() if name in ANY_VALUE}
    return _PAGE.rows(scope, shape, before is not None, most, before=before, **given)


def desks_of(scope: Scope, asked: Mapping[str, Any]) -> tuple[int, ...]:
    """Where `mine` is asked: the reader, and whoever is away and has the reader stand in. One query."""
    return (scope.user_id, *_STOOD_FOR.rows(scope)) if "mine" in asked else ()


def narrowed(rows: Any, asked: Mapping[str, Any], desks: Collection[int | Given]) -> Any:
    """Only what is asked for: LOOKUPS, `category` with those below it, `open`; and of these desks, if any."""
    rows = rows.filter(**{LOOKUPS[name]: value for name, value in asked.items() if name in LOOKUPS})
    rows = rows.about(asked["category"]) if "category" in asked else rows
    rows = rows.held_by(desks) if desks else rows
    return rows.open() if "open" in asked else rows


def _page(scope: Scope, shape: tuple[tuple[str, Any], ...], after: bool, most: int) -> Rows:
    asked = {name: Given(name, ANY_VALUE[name]) if name in ANY_VALUE else value for name, value in shape}
    desks = (scope.user_id,) if "mine" in asked else ()
    rows = narrowed(Ticket.objects.visible_to(scope), asked, desks)
    rows = rows.filter(id__lt=Given("before", BigIntegerField())) if after else rows
    return _cards(rows, most)


def _cards(rows: Rows, most: int) -> Rows:
    """The first are chosen before any card is made."""
    first = rows.order_by("-id").values("id")[:most]
    return Ticket.objects.filter(id__in=first).order_by("-id").values("id", card=WRITTEN)


_STOOD_FOR = Prepared(
    lambda scope: User.objects.filter(pk__in=scope.stood_for_ids).values_list("pk", flat=True)
)
_PAGE = Prepared(_page)
