"""Whether there is a demo world, and whether it still leads up to today."""

from __future__ import annotations

from datetime import date

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from config.demo.campaign import WORKING_DAYS
from grid.rules.calendar import Calendar, working_day

NONE, CURRENT, STALE = "none", "current", "stale"


def demo_state(calendar: Calendar, today: date) -> str:
    """none, current, or stale: a working day has come since the last one of the world."""
    last = last_day(calendar)
    if last is None:
        return NONE
    return CURRENT if last >= working_day(calendar, today, -1) else STALE


def last_day(calendar: Calendar) -> date | None:
    """The sixty-first day of the world there is. Its people joined on the working day before the first."""
    joined = User.objects.filter(is_demo=True).aggregate(eve=Min("date_joined"))["eve"]
    return None if joined is None else working_day(calendar, timezone.localdate(joined), WORKING_DAYS + 1)
