"""A changed calendar carried through many open tickets: how long it takes, and how long one batch holds its rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.models import EventRecord
from grid.actions.change_calendar import CalendarChange, DayChange, change_calendar
from grid.models import WorkingCalendar
from grid.rules.calendar import add
from grid.selectors import zone_calendar
from notifications.relay import dispatch_batch
from tests.people import World
from tickets.actions.preview_calendar import preview_calendar
from tickets.actions.recount_deadlines import recount_deadlines
from tickets.models import Clock, Recount, Ticket
from tickets.rules.sla import face, started

GOAL = 60.0
"""Seconds for a hundred thousand open tickets, with telling the feed."""
BUDGETS = {"acknowledge": 7_200, "first_contact": 14_400, "resolve": 15 * 27_000}


@dataclass(frozen=True)
class Recounted:
    """Seconds for all tickets, for telling the feed, and for the longest batch."""

    tickets: int
    moved: int
    seconds: float
    feed_seconds: float
    longest: float
    preview: float

    @property
    def holds(self) -> bool:
        return self.hundred_thousand <= GOAL

    @property
    def hundred_thousand(self) -> float:
        """Seconds that a hundred thousand tickets would take."""
        return (self.seconds + self.feed_seconds) / self.tickets * 100_000

    def line(self) -> str:
        verdict = "ok" if self.holds else "MISSED"
        return (
            f"calendar change over {self.tickets} open tickets, {self.moved} moved: preview {self.preview:.1f} s,"
            f" recount {self.seconds:.1f} s + feed {self.feed_seconds:.1f} s = {self.hundred_thousand:.1f} s for"
            f" 100,000 (goal {GOAL:.0f} s), longest batch {self.longest * 1000:.0f} ms {verdict}"
        )


def run_clocks(tickets: list[Ticket], now: datetime) -> None:
    """Three running clocks for each ticket, begun within the last two weeks."""
    calendar = zone_calendar()
    clocks = []
    for number, ticket in enumerate(tickets):
        begun = add(calendar, now - timedelta(days=14), number * 37 % 200_000)
        for kind, budget in BUDGETS.items():
            shown = face(calendar, started(budget, begun), now)
            assert shown.due_at is not None
            clocks.append(
                Clock(
                    ticket=ticket,
                    kind=kind,
                    budget_seconds=budget,
                    started_at=begun,
                    running_since=begun,
                    due_at=shown.due_at,
                    original_due_at=shown.due_at,
                    alarm_at=shown.alarm_at,
                    lamp=shown.lamp,
                    calendar_id=calendar.id,
                    calendar_version=calendar.version,
                )
            )
    Clock.objects.bulk_create(clocks, batch_size=5000)


def recount(people: World, tickets: list[Ticket]) -> Recounted:
    """Close the zone for a week from tomorrow, and time it until every deadline and the feed have followed."""
    now = timezone.now()
    run_clocks(tickets, now)
    while recount_deadlines(at=now):
        pass
    EventRecord.objects.filter(seq=None).delete()
    today = timezone.localdate()
    change = CalendarChange(
        days=[DayChange(date=today + timedelta(days=n), works=False, name="停电") for n in range(1, 8)]
    )
    version = WorkingCalendar.objects.get(code="zone").version
    asked: Any = {"actor": people.dora, "at": now, "code": "zone", "version": version, "change": change}
    began = time.perf_counter()
    preview_calendar(**asked)
    preview = time.perf_counter() - began
    change_calendar(**asked)

    longest, began = 0.0, time.perf_counter()
    while True:
        one = time.perf_counter()
        if not recount_deadlines(at=timezone.now()):
            break
        longest = max(longest, time.perf_counter() - one)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    while len(dispatch_batch(timezone.now())) > 1:
        pass
    feed = time.perf_counter() - began
    run = Recount.objects.order_by("-id")[0]
    return Recounted(len(tickets), run.moved, seconds, feed, longest, preview)
