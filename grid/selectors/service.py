"""Who serves an enterprise on a day, and who belongs to a unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, DateField, Exists, OuterRef, QuerySet, Subquery, UUIDField

from core.prepared import Given, Prepared
from core.scope import Scope
from enterprises.models import Enterprise
from grid.models import Assignment, Membership, Placement


@dataclass(frozen=True, kw_only=True)
class Service:
    """Who serves an enterprise on a day: its team, its primary cadre, and the backups in order."""

    unit_id: int | None
    primary_id: int | None
    backup_ids: tuple[int, ...]


DAY, ENTERPRISE = Given("day", DateField()), Given("enterprise", BigIntegerField())
USER = Given("user", BigIntegerField())
_PLACED = Prepared(
    lambda _: (
        Placement.objects.current(DAY).filter(enterprise_id=ENTERPRISE).values_list("unit_id", flat=True)
    )
)
_ANSWERS = Prepared(
    lambda _: (
        Assignment.objects.current(DAY)
        .filter(enterprise_id=ENTERPRISE)
        .order_by("id")
        .values_list("kind", "cadre_id")
    )
)
_BELONGS = Prepared(
    lambda _: (
        Membership.objects.current(DAY)
        .filter(user_id=USER)
        .order_by("-is_lead", "id")
        .values_list("unit_id", flat=True)
    )
)


def _to_visit(_: Scope | None) -> QuerySet[Enterprise, Any]:
    units = Membership.objects.current(DAY).filter(user_id=USER).order_by("-is_lead", "id").values("unit_id")
    placed = Placement.objects.current(DAY).filter(enterprise_id=OuterRef("pk"))
    answers = Assignment.objects.current(DAY).filter(enterprise_id=OuterRef("pk"), cadre_id=USER)
    found: QuerySet[Enterprise, Any] = Enterprise.objects.filter(uuid=Given("uuid", UUIDField())).annotate(
        served=Exists(answers) | Exists(placed.filter(unit_id__in=units.order_by())),
        placed_with=Subquery(placed.values("unit_id")[:1]),
        visitor_units=ArraySubquery(units),
    )
    return found


_TO_VISIT = Prepared(_to_visit)


def service_of(enterprise_id: int, on: date) -> Service:
    """The team and cadres of one enterprise on a day."""
    cadres = _ANSWERS.rows(None, enterprise=enterprise_id, day=on)
    return Service(
        unit_id=_PLACED.first(None, enterprise=enterprise_id, day=on),
        primary_id=next((cadre for kind, cadre in cadres if kind == "primary"), None),
        backup_ids=tuple(cadre for kind, cadre in cadres if kind == "backup"),
    )


@dataclass(frozen=True, kw_only=True)
class Visited:
    """An enterprise as somebody visits it on a day."""

    enterprise: Enterprise
    served: bool
    """Whether the visitor served it that day, by team or by assignment."""
    unit_id: int | None
    """In whose name the visit is made: the enterprise's team if the visitor belongs to it, else the visitor's own."""


def visited_on(uuid: UUID, user_id: int, on: date) -> Visited | None:
    """All that logging a visit asks of the enterprise, in one read; None when there is no such enterprise."""
    row = _TO_VISIT.first(None, uuid=uuid, user=user_id, day=on)
    if row is None:
        return None
    units, team = row.visitor_units, row.placed_with
    unit = team if team in units else next(iter(units), None)
    return Visited(enterprise=row, served=row.served, unit_id=unit)


def members_of(unit_id: int, on: date) -> list[int]:
    """Ids of the active people of a unit on a day, in a stable order."""
    return list(
        Membership.objects.current(on)
        .filter(unit_id=unit_id, user__is_active=True)
        .order_by("user_id")
        .values_list("user_id", flat=True)
    )


def leads_of(unit_id: int, on: date) -> list[int]:
    """Ids of those who lead a unit on a day."""
    return list(
        Membership.objects.current(on)
        .filter(unit_id=unit_id, is_lead=True, user__is_active=True)
        .order_by("user_id")
        .values_list("user_id", flat=True)
    )


def leads_by_unit(unit_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """Ids of those who lead each unit on a day, in one query; a unit without a lead is left out."""
    found: dict[int, list[int]] = {}
    rows = Membership.objects.current(on).filter(unit_id__in=unit_ids, is_lead=True, user__is_active=True)
    for unit, user in rows.order_by("user_id").values_list("unit_id", "user_id"):
        found.setdefault(unit, []).append(user)
    return found


def primaries_of(enterprise_ids: Collection[int], on: date) -> dict[int, int]:
    """The primary cadre of each enterprise on a day, in one query; one without is left out."""
    rows = Assignment.objects.current(on).filter(enterprise_id__in=enterprise_ids, kind="primary")
    return dict(rows.values_list("enterprise_id", "cadre_id"))


def units_of(user_id: int, on: date) -> list[int]:
    """Ids of the units a user belongs to on a day, the one led first."""
    return _BELONGS.rows(None, user=user_id, day=on)
