"""Units with what they carry, and the people in one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from accounts.models import User
from core.registry import registry
from core.scope import Scope
from grid.models import Absence, Assignment, AssignmentKind, Membership, Placement, Unit

NONE = Value(0, IntegerField())


def unit_rows(scope: Scope, *, on: date) -> QuerySet[Any, Any]:
    """Every unit the reader knows, with its lead, its size and its load, in one query."""
    members = Membership.objects.current(on).filter(unit_id=OuterRef("pk"), user__is_active=True)
    lead = members.filter(is_lead=True).order_by("id")
    named = JSONObject(id=F("user__id"), name=F("user__name"), role=F("user__role"))
    placed = Placement.objects.current(on).filter(unit_id=OuterRef("pk"))
    rows: QuerySet[Any, Any] = (
        Unit.objects.visible_to(scope)
        .existing(on)
        .annotate(
            lead=Subquery(lead.values_list(named, flat=True)[:1]),
            members=_counted(members, "unit_id"),
            enterprises=_counted(placed, "unit_id"),
            open_tickets=registry.column("unit.open_tickets", scope, otherwise=NONE),
            red=registry.column("unit.red", scope, otherwise=NONE),
        )
    )
    return rows


def unit_people(unit_id: int, scope: Scope, *, on: date) -> QuerySet[Any, Any]:
    """The active people of a unit on a day, leads first, each with what they answer for."""
    member = Membership.objects.current(on).filter(unit_id=unit_id)
    mine = member.filter(user_id=OuterRef("pk"))
    answers = Assignment.objects.current(on).filter(cadre_id=OuterRef("pk"), kind=AssignmentKind.PRIMARY)
    rows: QuerySet[Any, Any] = (
        User.objects.filter(id__in=member.values("user_id"), is_active=True)
        .annotate(
            is_lead=Subquery(mine.order_by("-is_lead").values("is_lead")[:1], output_field=BooleanField()),
            capacity_hours=Subquery(mine.order_by("-is_lead").values("capacity_hours")[:1]),
            away=Exists(Absence.objects.during(timezone.now()).filter(user_id=OuterRef("pk"))),
            enterprises=_counted(answers, "cadre_id"),
            open_tickets=registry.column("person.open_tickets", scope, otherwise=NONE),
        )
        .order_by("-is_lead", "id")
    )
    return rows


def _counted(rows: QuerySet[Any, Any], column: str) -> Coalesce:
    """How many rows, per the row of the outer query."""
    grouped = rows.order_by().values(column).annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
