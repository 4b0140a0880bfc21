"""Who is away at a moment, and for whom somebody stands in: one query each, however long the chains."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Case, Expression, F, JSONField, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.prepared import Given
from core.scope import Scope
from grid.models import Absence, Membership
from grid.rules.absence import Away

_STOOD_FOR = """
WITH RECURSIVE away AS (
    SELECT user_id, deputy_id FROM grid_absence
    WHERE cancelled_at IS NULL AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s) AND deputy_id IS NOT NULL
), stood AS (
    SELECT user_id FROM away WHERE deputy_id = %s
    UNION SELECT away.user_id FROM away JOIN stood ON away.deputy_id = stood.user_id
)
SELECT user_id FROM stood
"""
_RING = """
WITH RECURSIVE chain AS (
    SELECT %s::bigint AS person, tstzrange(%s, %s) AS during
    UNION
    SELECT absence.deputy_id, chain.during * tstzrange(absence.starts_at, absence.ends_at)
    FROM chain JOIN grid_absence AS absence
      ON absence.user_id = chain.person AND absence.cancelled_at IS NULL AND absence.deputy_id IS NOT NULL
     AND NOT isempty(chain.during * tstzrange(absence.starts_at, absence.ends_at))
)
SELECT EXISTS (SELECT FROM chain WHERE person = %s)
"""


def away(at: datetime) -> Away:
    """Everybody who is away at the moment, with the deputy named."""
    return dict(Absence.objects.during(at).values_list("user_id", "deputy_id"))


class StoodFor(Expression):
    """Ids of those for whom the user stands in at the moment, as a subquery: chains lead through deputies away."""

    def __init__(self, user_id: int | Given, at: datetime | Given) -> None:
        super().__init__(output_field=BigIntegerField())
        self.user_id, self.at = user_id, at

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A constant text with three bound values."""
        return f"({_STOOD_FOR})", [self.at, self.at, self.user_id]


def closes_ring(*, user_id: int, deputy_id: int, starts_at: datetime, ends_at: datetime | None) -> bool:
    """Whether at some moment of the period the chain from the deputy would lead back to the user."""
    with connection.cursor() as cursor:
        cursor.execute(_RING, [deputy_id, starts_at, ends_at, user_id])
        return bool(cursor.fetchone()[0])


def absence_rows(scope: Scope, *, since: datetime) -> QuerySet[Any, Any]:
    """Absences the reader may see that have not ended before `since`, the next first."""
    named = {f"{name}_card": _person(name) for name in ("user", "deputy")}
    rows: QuerySet[Any, Any] = (
        Absence.objects.visible_to(scope)
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=since), cancelled_at__isnull=True)
        .annotate(**named)
        .order_by("starts_at", "id")
    )
    return rows


def _person(path: str) -> Case:
    """A person as {id, name, role}, or null."""
    card = JSONObject(id=F(f"{path}_id"), name=F(f"{path}__name"), role=F(f"{path}__role"))
    return Case(When(Q(**{f"{path}_id__isnull": True}), then=Value(None, JSONField())), default=card)


def colleagues(user_id: int) -> QuerySet[Any, Any]:
    """Ids of the people who share a unit with the user today."""
    today = timezone.localdate()
    units = Membership.objects.current(today).filter(user_id=user_id).values("unit_id")
    rows: QuerySet[Any, Any] = (
        Membership.objects.current(today).filter(unit_id__in=units, user__is_active=True).values("user_id")
    )
    return rows
