"""A cadre's day: whom to visit and why, and what is already done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from core.scope import Scope
from enterprises.models import Enterprise, Kind, ProductionReport, ProductionState
from grid.models import Assignment, AssignmentKind, PlannedVisit, Visit
from grid.rules.visiting import Due, Facts, Reason, cadence, due, risk, score
from grid.selectors.calendar import zone_calendar
from grid.selectors.register import MADE, enterprise_rows

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Today:
    """One reader's day."""

    date: date
    is_working_day: bool
    holiday: str | None
    due: list[DueVisit]
    done_today: int


@dataclass(frozen=True, kw_only=True)
class DueVisit:
    """An enterprise to visit, the one reason it is here and since when, and what else presses."""

    enterprise: Enterprise
    reason: str
    visit_due_on: date
    every_days: int
    risk: int
    reasons: list[Reason]


def today_of(scope: Scope, at: datetime) -> Today:
    """The day of the reader: the enterprises answered for that are due, most pressing first."""
    day = timezone.localdate(at)
    calendar = zone_calendar()
    begins = timezone.make_aware(datetime.combine(day, time.min))
    return Today(
        date=day,
        is_working_day=calendar.is_working(day),
        holiday=calendar.names.get(day),
        due=_due(scope, day, begins),
        done_today=Visit.objects.filter(
            author_id=scope.user_id, occurred_at__gte=begins, occurred_at__lte=at, state__in=MADE
        ).count(),
    )


def _due(scope: Scope, day: date, begins: datetime) -> list[DueVisit]:
    answered = Assignment.objects.current(day).filter(cadre_id=scope.user_id, kind=AssignmentKind.PRIMARY)
    rows = with_capacity_before(enterprise_rows(scope, on=day)).filter(
        Q(last_visit_at__isnull=True) | Q(last_visit_at__lt=begins), id__in=answered.values("enterprise_id")
    )
    planned = _planned(scope, day)
    found: list[tuple[Due, DueVisit]] = []
    for row in rows:
        reasons = risk(day, facts_of(row))
        every = cadence(facts_of(row).tier, score(reasons))
        last = timezone.localdate(row.last_visit_at) if row.last_visit_at else None
        asked = due(day, last_visit_on=last, follow_up_on=row.follow_up_on, every=every)
        on = planned.get(row.pk)
        # A plan that a visit has answered since asks for nothing any more.
        if on and (last is None or last < on) and (asked is None or asked.reason != "follow_up"):
            asked = Due("planned", on) if on <= day else None
        if asked:
            shown = DueVisit(
                enterprise=row,
                reason=asked.reason,
                visit_due_on=asked.on,
                every_days=every.days,
                risk=score(reasons),
                reasons=reasons,
            )
            found.append((asked, shown))
    found.sort(key=lambda pair: (pair[0].order, -pair[1].risk, pair[0].on, pair[1].enterprise.pk))
    return [shown for _, shown in found[:MOST]]


def _planned(scope: Scope, day: date) -> dict[int, date]:
    """The next day in the reader's plan for each enterprise; what was meant for earlier this week is still open."""
    monday = day - timedelta(days=day.weekday())
    rows = PlannedVisit.objects.standing().filter(
        cadre_id=scope.user_id, on__range=(monday, monday + timedelta(days=6))
    )
    return dict(rows.order_by("-on").values_list("enterprise_id", "on"))


def with_capacity_before(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The same rows with the capacity of the report before the latest."""
    reports = ProductionReport.objects.filter(enterprise_id=OuterRef("pk")).order_by("-reported_on", "-id")
    found: QuerySet[Any, Any] = rows.annotate(
        capacity_before=Subquery(reports.values("capacity_percent")[1:2])
    )
    return found


def facts_of(row: Any) -> Facts:
    """A register row as the rule of visiting reads it."""
    latest = row.latest_report
    return Facts(
        key=row.is_key or row.kind == Kind.BUILDING_SITE,
        above_scale=row.kind == Kind.ABOVE_SCALE,
        open_tickets=row.open_tickets,
        stopped=latest is not None and latest.state == ProductionState.STOPPED,
        capacity=latest.capacity_percent if latest else None,
        capacity_before=row.capacity_before,
        reported_on=latest.reported_on if latest else None,
    )
