"""Planning a cadre's week: what is due goes to days so that the way is short and nobody is disturbed too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.database import hold
from core.outbox import publish
from grid.actions._named import person_name
from grid.actions._planner import ask_near, ask_planner
from grid.events import WeekPlanned
from grid.models import Absence, PlannedVisit
from grid.rules.disturbance import is_too_much
from grid.rules.week import Week
from grid.rules.week import plan_week as reckon
from grid.selectors import units_of
from grid.selectors.calendar import calendar_of
from grid.selectors.plans import days_disturbed, wanting, week_of

FROZEN_FROM = time(7, 30)
"""From then on today's list is what people set out with: a plan begins tomorrow."""
MOST_A_DAY = 4
"""A visit takes an hour with its way; the afternoon belongs to what came of the morning."""


@dataclass(frozen=True, kw_only=True)
class PlannedWeek:
    """What was reckoned for the days still open; `left_out` wanted a visit and found no room."""

    monday: date
    visits: int
    left_out: int
    metres: int


@transaction.atomic
def plan_week(*, actor: User, at: datetime, cadre: User, monday: date) -> PlannedWeek:
    """Plan the rest of the week anew. What people planned, moved or struck out stays as they left it.

    Days off, days away and today after half past seven are left alone. The same facts give the same plan.
    """
    hold("plans")

    today = timezone.localdate(at)
    ask_near(monday, at, "monday")
    monday, last = week_of(monday)
    ask_planner(actor, cadre, today)
    days = _open_days(cadre, monday, last, at)

    week = _reckoned(cadre, monday, last, days)

    publish(
        WeekPlanned(
            at=at,
            actor_id=actor.pk,
            topics=tuple(
                sorted({f"user.{cadre.pk}", *(f"unit.{unit}" for unit in units_of(cadre.pk, today))})
            ),
            notify=tuple({cadre.pk} - {actor.pk}),
            cadre=person_name(cadre),
            monday=monday.isoformat(),
            visits=sum(map(len, week.days.values())),
            left_out=len(week.left_out),
            metres=round(week.metres),
        )
    )
    return PlannedWeek(
        monday=monday,
        visits=sum(map(len, week.days.values())),
        left_out=len(week.left_out),
        metres=round(week.metres),
    )


def _reckoned(cadre: User, monday: date, last: date, days: list[date]) -> Week:
    """Give the days out, and write what is new; a row whose day stays is left as it is."""
    before = PlannedVisit.objects.standing().filter(cadre=cadre, by_hand=False, on__in=days)
    wanted = wanting(cadre, monday=monday, last=last)
    # What people put into this week, struck out of it, or gave to somebody else, is not planned again.
    settled = PlannedVisit.objects.filter(enterprise_id__in=wanted, on__range=(monday, last))
    for taken in settled.exclude(pk__in=before.values("pk")).values_list("enterprise_id", flat=True):
        wanted.pop(taken, None)
    crowded = days_disturbed(list(wanted), around=days[0] if days else monday, but_auto_of=cadre.pk)
    stops = [
        stop
        for key, (_, reason, stop) in wanted.items()
        if reason == "follow_up" or not any(is_too_much(day, crowded[key]) for day in days)
    ]
    week = Week(days={}, left_out=[stop.key for stop in stops], metres=0.0, cost=0.0)
    if days and stops:
        base = sum(one.lat for one in stops) / len(stops), sum(one.lon for one in stops) / len(stops)
        week = reckon(stops, days, base=base, most_a_day=MOST_A_DAY)
    fresh = {(key, on) for on, keys in week.days.items() for key in keys}
    kept = set()
    for row in before:
        if (row.enterprise_id, row.on) in fresh:
            kept.add((row.enterprise_id, row.on))
        else:
            row.delete()
    PlannedVisit.objects.bulk_create(
        PlannedVisit(uuid=uuid4(), enterprise_id=key, cadre=cadre, on=on, reason=wanted[key][1])
        for key, on in sorted(fresh - kept)
    )
    return week


def _open_days(cadre: User, monday: date, last: date, at: datetime) -> list[date]:
    """Working days of the week that have not begun and on which the cadre is there."""
    local = timezone.localtime(at)
    first = local.date() + timedelta(days=local.time() >= FROZEN_FROM)
    calendar = calendar_of(next(iter(sorted(units_of(cadre.pk, monday))), None))
    week = [monday + timedelta(days=number) for number in range((last - monday).days + 1)]
    found = [day for day in week if day >= first and calendar.is_working(day)]
    begins = timezone.make_aware(datetime.combine(monday, time.min))
    away = list(
        Absence.objects.of(cadre.pk)
        .overlapping(begins, begins + timedelta(days=7))
        .values_list("starts_at", "ends_at")
    )
    return [day for day in found if not any(_covers(starts, ends, day) for starts, ends in away)]


def _covers(starts: datetime, ends: datetime | None, day: date) -> bool:
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return starts <= noon and (ends is None or ends > noon)
