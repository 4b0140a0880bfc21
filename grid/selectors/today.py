"""A cadre's day: whom to visit and why, and what is already done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core.scope import Scope
from enterprises.models import Enterprise
from grid.models import Assignment, AssignmentKind, Visit
from grid.rules.visiting import Due, due
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
    """An enterprise to visit, the one reason it is here, and since when."""

    enterprise: Enterprise
    reason: str
    visit_due_on: date


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
    rows = enterprise_rows(scope, on=day).filter(
        Q(last_visit_at__isnull=True) | Q(last_visit_at__lt=begins), id__in=answered.values("enterprise_id")
    )
    found: list[tuple[Any, Due]] = []
    for row in rows:
        last = timezone.localdate(row.last_visit_at) if row.last_visit_at else None
        if reason := due(day, last_visit_on=last, follow_up_on=row.follow_up_on):
            found.append((row, reason))
    found.sort(key=lambda pair: (pair[1].order, pair[1].on, pair[0].pk))
    return [
        DueVisit(enterprise=row, reason=reason.reason, visit_due_on=reason.on) for row, reason in found[:MOST]
    ]
