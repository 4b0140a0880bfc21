"""Reads about planned visits: what is planned, who wants a visit, and how often somebody has been there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from core.scope import Scope
from enterprises.models import Enterprise
from grid.models import Assignment, AssignmentKind, PlannedVisit, Visit
from grid.rules.disturbance import WINDOW
from grid.rules.visiting import cadence, due, risk, score
from grid.rules.week import Stop
from grid.selectors.register import MADE, enterprise_rows
from grid.selectors.scope import scope_for
from grid.selectors.today import facts_of, with_capacity_before

CHECKED = 10
"""One in so many of those not due is visited at random, so that the risk can be checked against it."""
PROMISED, NEW = 12, 4
"""What a promise and a first visit add to the risk when days are given out."""


def plan_rows(scope: Scope, *, first: date, last: date) -> QuerySet[Any, Any]:
    """Planned visits of these days that the reader may see, each with whether it was made."""
    made = Visit.objects.filter(enterprise_id=OuterRef("enterprise_id"), state__in=MADE)
    rows: QuerySet[Any, Any] = (
        PlannedVisit.objects.visible_to(scope)
        .standing()
        .filter(on__range=(first, last))
        .select_related("enterprise", "enterprise__subdistrict", "cadre")
        .defer("enterprise__search", "enterprise__pinyin", "enterprise__haystack")
        .annotate(is_made=Exists(made.filter(occurred_at__date=OuterRef("on"))))
        .order_by("on", "cadre_id", "id")
    )
    return rows


def days_disturbed(
    enterprises: Collection[int],
    *,
    around: date,
    but: int | None = None,
    but_auto_of: int | None = None,
) -> dict[int, list[date]]:
    """The days near `around` on which each enterprise was or will be visited; two queries.

    Left out are one planned visit, or all that was reckoned for one cadre and may still be reckoned anew.
    """
    first, last = around - WINDOW, around + WINDOW
    found: dict[int, list[date]] = defaultdict(list)
    made = Visit.objects.filter(
        enterprise_id__in=enterprises, occurred_at__date__range=(first, last), state__in=MADE
    )
    for enterprise, at in made.values_list("enterprise_id", "occurred_at"):
        found[enterprise].append(timezone.localdate(at))
    planned = PlannedVisit.objects.standing().filter(enterprise_id__in=enterprises, on__range=(first, last))
    if but_auto_of is not None:
        planned = planned.exclude(cadre_id=but_auto_of, by_hand=False)
    for enterprise, on in planned.exclude(pk=but).values_list("enterprise_id", "on"):
        if on not in found[enterprise]:
            found[enterprise].append(on)
    return found


def wanting(cadre: User, *, monday: date, last: date) -> dict[int, tuple[Enterprise, str, Stop]]:
    """Enterprises the cadre answers for that want a visit by the end of the week, by key, each with its reason."""
    answered = Assignment.objects.current(monday).filter(cadre=cadre, kind=AssignmentKind.PRIMARY)
    rows = with_capacity_before(enterprise_rows(scope_for(cadre), on=monday)).filter(
        id__in=answered.values("enterprise_id"), lat__isnull=False
    )
    found = {}
    for row in rows:
        points = score(risk(monday, facts_of(row)))
        seen = timezone.localdate(row.last_visit_at) if row.last_visit_at else None
        every = cadence(facts_of(row).tier, points)
        asked = due(last, last_visit_on=seen, follow_up_on=row.follow_up_on, every=every)
        if asked is None and not is_checked(row, monday):
            continue
        reason = asked.reason if asked else "check"
        promised = asked is not None and asked.reason == "follow_up"
        stop = Stop(
            key=row.pk,
            lat=row.lat,
            lon=row.lon,
            weight=1 + points + (PROMISED if promised else NEW if reason == "never" else 0),
            due_on=asked.on if asked else last,
            not_before=asked.on if asked and promised else None,
        )
        found[row.pk] = (row, reason, stop)
    return found


def is_checked(row: Enterprise, monday: date) -> bool:
    """Whether this is one of the ten in a hundred that are seen this week at random; the same for who asks again."""
    return crc32(f"{row.uuid} {monday}".encode()) % CHECKED == 0


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
