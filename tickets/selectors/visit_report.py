"""The report of a day or a week: counted from visits and the tickets they raised, typed by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import InvalidField, NotAllowed
from core.scope import Scope
from enterprises.models import ProductionReport, ProductionState
from grid.models import Unit, Visit, VisitState
from tickets.models import Category, Outcome, Ticket
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.reporting import SOLVED_STATES, Span, share

DONE = (VisitState.DONE, VisitState.REVIEWED)
RESUMED = (ProductionState.RESUMED, ProductionState.FULL)
SHOWN = 50
"""Rows of a list within a report; what is longer is counted and exported."""
MOST_PEOPLE = 500
SOLVED = Q(outcome=Outcome.SOLVED, state__in=SOLVED_STATES)
UNSOLVED = Q(state__in=OPEN_STATES) & ~SOLVED


def unit_of_report(scope: Scope, unit_id: int | None) -> Unit | None:
    """The unit asked for. Whoever does not read everything asks for a unit of his own only."""
    if unit_id is None:
        return None
    unit: Unit | None = Unit.objects.visible_to(scope).filter(pk=unit_id).first()
    if unit is None:
        raise InvalidField(_("没有这个单位。"), field="unit", remedy=_("请从列表里选择单位。"))
    if not scope.reads_everything and not scope.unit_ids.filter(unit_id=unit_id).exists():
        raise NotAllowed(_("只能看自己单位的报表。"), field="unit", remedy=_("请选择您所在的单位。"))
    return unit


def reported_visits(scope: Scope, span: Span, unit: Unit | None) -> QuerySet[Any, Any]:
    """The visits made in the span that the reader reports on."""
    begins, ends = span.moments(timezone.get_current_timezone())
    return _accounted(scope, unit).filter(occurred_at__gte=begins, occurred_at__lt=ends)


def visit_report(scope: Scope, span: Span, unit: Unit | None, *, today: date) -> dict[str, Any]:
    """Every figure of the report, in the same number of queries for any number of visits."""
    visits = reported_visits(scope, span, unit)
    raised = Ticket.objects.visible_to(scope).filter(visit__in=visits.values("id"))
    return {
        "first": span.first,
        "last": span.last,
        "unit": unit,
        "visits": visits.aggregate(
            total=Count("id"),
            enterprises=Count("enterprise_id", distinct=True),
            people=Count("author_id", distinct=True),
        ),
        "by_person": _by_person(visits, raised),
        "production": _production(visits),
        "problems": _problems(raised),
        "follow_ups": _follow_ups(scope, span, unit, today),
        "notable": _notable(visits, raised),
    }


def _accounted(scope: Scope, unit: Unit | None) -> QuerySet[Any, Any]:
    rows = Visit.objects.accounted_for_by(scope).filter(state__in=DONE)
    return rows if unit is None else rows.filter(unit=unit)


def _by_person(visits: QuerySet[Any, Any], raised: QuerySet[Any, Any]) -> list[dict[str, Any]]:
    problems = dict(raised.order_by().values_list("visit__author_id").annotate(n=Count("id")))
    people = visits.order_by().values("author_id", "author__name", "author__role")
    counted = people.annotate(visits=Count("id"), enterprises=Count("enterprise_id", distinct=True))
    return [
        {
            "person": {"id": row["author_id"], "name": row["author__name"], "role": row["author__role"]},
            "visits": row["visits"],
            "enterprises": row["enterprises"],
            "problems": problems.get(row["author_id"], 0),
        }
        for row in counted.order_by("-visits", "author_id")[:MOST_PEOPLE]
    ]


def _production(visits: QuerySet[Any, Any]) -> dict[str, Any]:
    """What the visits saw: of an enterprise visited several times the latest snapshot counts."""
    latest = visits.filter(production__isnull=False).order_by("enterprise_id", "-occurred_at", "-id")
    seen = ProductionReport.objects.filter(id__in=latest.distinct("enterprise_id").values("production_id"))
    found = seen.aggregate(
        reporting=Count("id"),
        resumed=Count("id", filter=Q(state__in=RESUMED)),
        partly=Count("id", filter=Q(state=ProductionState.PARTIAL)),
        stopped=Count("id", filter=Q(state=ProductionState.STOPPED)),
        expected=Sum("expected_staff", default=0),
        returned=Sum("returned_staff", default=0),
        capacity=Avg("capacity_percent"),
    )
    return {
        **found,
        "resumed_rate": share(found["resumed"], found["reporting"]),
        "returned_rate": share(found["returned"], found["expected"]),
        "capacity": None if found["capacity"] is None else round(float(found["capacity"]), 1),
    }


def _problems(raised: QuerySet[Any, Any]) -> dict[str, Any]:
    """By main category, the most frequent first."""
    counted = (
        raised.order_by()
        .values_list("category_id")
        .annotate(n=Count("id"), solved=Count("id", filter=SOLVED), unsolved=Count("id", filter=UNSOLVED))
    )
    found: dict[str, dict[str, int]] = {}
    for code, n, solved, unsolved in counted:
        root = found.setdefault(code.partition("-")[0], {"raised": 0, "solved": 0, "open": 0})
        root["raised"] += n
        root["solved"] += solved
        root["open"] += unsolved
    names: Mapping[str, Category] = Category.objects.in_bulk(list(found))
    lines = [
        {"category": names[code], **figures}
        for code, figures in sorted(found.items(), key=lambda one: (-one[1]["raised"], one[0]))
    ]
    return {
        **{name: sum(one[name] for one in found.values()) for name in ("raised", "solved", "open")},
        "by_category": lines,
    }


def _follow_ups(scope: Scope, span: Span, unit: Unit | None, today: date) -> dict[str, Any]:
    """Returns agreed in the span or falling due in it, and not made since. A later visit keeps the word."""
    begins, ends = span.moments(timezone.get_current_timezone())
    later = Visit.objects.filter(
        enterprise_id=OuterRef("enterprise_id"), occurred_at__gt=OuterRef("occurred_at"), state__in=DONE
    )
    concerned = Q(occurred_at__gte=begins) | Q(follow_up_on__range=(span.first, span.last))
    rows = _accounted(scope, unit).filter(concerned, follow_up_on__isnull=False, occurred_at__lt=ends)
    rows = rows.filter(~Exists(later))
    shown = list(_named(rows).order_by("follow_up_on", "id")[:SHOWN])
    for row in shown:
        row.late = row.follow_up_on < today
    return {"total": rows.count(), "shown": shown}


def _notable(visits: QuerySet[Any, Any], raised: QuerySet[Any, Any]) -> list[Visit]:
    """Summaries of visits that raised a problem, found production stopped or agreed a return, the gravest first."""
    told = visits.exclude(summary="").annotate(
        found_problem=Exists(raised.filter(visit_id=OuterRef("pk"))),
        found_stopped=Exists(
            ProductionReport.objects.filter(pk=OuterRef("production_id"), state=ProductionState.STOPPED)
        ),
    )
    notable = told.filter(Q(found_problem=True) | Q(found_stopped=True) | Q(follow_up_on__isnull=False))
    return list(_named(notable).order_by("-found_stopped", "-found_problem", "-occurred_at", "-id")[:SHOWN])


def _named(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.select_related("enterprise", "author").only(
        "uuid",
        "occurred_at",
        "follow_up_on",
        "summary",
        "enterprise__uuid",
        "enterprise__name",
        "enterprise__short_name",
        "author__name",
        "author__role",
    )
