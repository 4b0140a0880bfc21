"""Who serves an enterprise on a day, and who belongs to a unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet

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


def _serving(_: Scope | None) -> QuerySet[Enterprise, Any]:
    units = Membership.objects.current(DAY).filter(user_id=USER).values("unit_id")
    placed = Placement.objects.current(DAY).filter(unit_id__in=units).values("enterprise_id")
    answers = Assignment.objects.current(DAY).filter(cadre_id=USER).values("enterprise_id")
    mine = Enterprise.objects.filter(pk=ENTERPRISE).filter(Q(id__in=placed) | Q(id__in=answers))
    return mine.values_list("pk", flat=True)


_SERVING = Prepared(_serving)


def unit_of(enterprise_id: int, on: date) -> int | None:
    """The team of one enterprise on a day."""
    unit: int | None = _PLACED.first(None, enterprise=enterprise_id, day=on)
    return unit


def service_of(enterprise_id: int, on: date) -> Service:
    """The team and cadres of one enterprise on a day."""
    cadres = _ANSWERS.rows(None, enterprise=enterprise_id, day=on)
    return Service(
        unit_id=unit_of(enterprise_id, on),
        primary_id=next((cadre for kind, cadre in cadres if kind == "primary"), None),
        backup_ids=tuple(cadre for kind, cadre in cadres if kind == "backup"),
    )


def served_on(user_id: int, enterprise_id: int, on: date) -> bool:
    """Whether the user served the enterprise on that day, by team or by assignment."""
    return _SERVING.first(None, user=user_id, enterprise=enterprise_id, day=on) is not None


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
