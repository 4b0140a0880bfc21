"""The register as its readers see it: each entry with who serves it, its latest figures and its last visit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from accounts.models import User
from core.registry import registry
from core.scope import Scope
from enterprises.models import Contact, Enterprise, ProductionReport
from enterprises.rules.search import spellings
from grid.models import Assignment, AssignmentKind, Placement, Visit, VisitState

MADE = (VisitState.DONE, VisitState.REVIEWED)
REPORTS_SHOWN = 12
NONE = Value(0, IntegerField())


def enterprise_rows(scope: Scope, *, on: date) -> QuerySet[Any, Any]:
    """What the reader may see of the register, one query for a whole page of rows."""
    visits = Visit.objects.visible_to(scope).filter(enterprise_id=OuterRef("pk"), state__in=MADE)
    last = visits.order_by("-occurred_at")
    rows: QuerySet[Any, Any] = (
        Enterprise.objects.visible_to(scope)
        .select_related("subdistrict", "latest_report")
        .defer("search", "pinyin", "haystack")
        .annotate(
            unit=Subquery(_placed(on).values_list(_unit("unit"), flat=True)[:1]),
            cadre=Subquery(_primary(on).values_list(_person("cadre"), flat=True)[:1]),
            last_visit_at=Subquery(last.values("occurred_at")[:1]),
            follow_up_on=Subquery(last.values("follow_up_on")[:1]),
            open_tickets=registry.column("enterprise.open_tickets", scope, otherwise=NONE),
        )
    )
    return rows


def with_contact(rows: QuerySet[Any, Any], scope: Scope) -> QuerySet[Any, Any]:
    """The same rows with whom to call first, where the reader may know; the number is still whole."""
    first = Contact.objects.visible_to(scope).filter(enterprise_id=OuterRef("pk"))
    named = JSONObject(name=F("name"), title=F("title"), phone=F("phone"))
    found: QuerySet[Any, Any] = rows.annotate(
        contact=Subquery(first.order_by("-is_primary", "id").values_list(named, flat=True)[:1])
    )
    return found


def enterprise_parts(enterprise: Enterprise, scope: Scope, *, on: date) -> dict[str, Any]:
    """What the page of one enterprise shows beside its row: contacts, backups, and the last reports."""
    backups = Assignment.objects.current(on).filter(enterprise=enterprise, kind=AssignmentKind.BACKUP)
    reports = ProductionReport.objects.visible_to(scope).filter(enterprise=enterprise)
    contacts = Contact.objects.visible_to(scope).filter(enterprise=enterprise)
    return {
        "contacts": list(contacts.order_by("-is_primary", "id")),
        "backup": list(User.objects.filter(id__in=backups.values("cadre_id")).order_by("id")),
        "spellings": spellings(enterprise.pinyin),
        "reports": list(reports.order_by("-reported_on", "-id")[:REPORTS_SHOWN]),
    }


def _placed(on: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Placement.objects.current(on).filter(enterprise_id=OuterRef("pk"))
    return rows


def _primary(on: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Assignment.objects.current(on).filter(
        enterprise_id=OuterRef("pk"), kind=AssignmentKind.PRIMARY
    )
    return rows


def _unit(path: str) -> JSONObject:
    names = ("id", "name", "name_en", "kind")
    return JSONObject(**{name: F(f"{path}__{name}") for name in names})


def _person(path: str) -> JSONObject:
    return JSONObject(**{name: F(f"{path}__{name}") for name in ("id", "name", "role")})
