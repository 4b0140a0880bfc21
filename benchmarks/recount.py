"""A changed calendar carried through many open tickets: python -m benchmarks.recount prints the gate."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import django

from benchmarks.timing import Gate

GOAL = 60.0
"""Seconds for a hundred thousand open tickets, with telling the feed."""
MOST = 20_000
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
    computed: float
    """Seconds of processor time that this process took for `seconds` and `feed_seconds`."""

    @property
    def hundred_thousand(self) -> float:
        """Seconds that a hundred thousand tickets would take."""
        return (self.seconds + self.feed_seconds) / self.tickets * 100_000

    def gate(self) -> Gate:
        """Against the seconds that may pass until the last page knows."""
        told = (
            f"preview {self.preview:.1f} s, longest batch {self.longest * 1000:.0f} ms,"
            f" computed {self.computed / self.tickets * 100_000:.0f} s"
        )
        return Gate(
            name=f"calendar change, {told}; 100,000 tickets",
            ours=self.hundred_thousand,
            other=GOAL,
            goal=1,
            unit="s",
            at_most=True,
        )


def run_clocks(tickets: list[Any], now: datetime) -> None:
    """Three running clocks for each ticket, begun within the last two weeks."""
    from grid.rules.calendar import add
    from grid.selectors import zone_calendar
    from tickets.models import Clock
    from tickets.rules.sla import face, started

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


def recount(dora: Any, tickets: list[Any]) -> Recounted:
    """Close the zone for a week from tomorrow, and time it until every deadline and the feed have followed."""
    from django.utils import timezone

    from core.models import EventRecord
    from grid.actions.change_calendar import CalendarChange, DayChange, change_calendar
    from grid.models import WorkingCalendar
    from notifications.relay import dispatch_batch
    from tickets.actions.preview_calendar import preview_calendar
    from tickets.actions.recount_deadlines import recount_deadlines
    from tickets.models import Recount

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
    asked: Any = {"actor": dora, "at": now, "code": "zone", "version": version, "change": change}
    began = time.perf_counter()
    preview_calendar(**asked)
    preview = time.perf_counter() - began
    change_calendar(**asked)

    longest, began, busy = 0.0, time.perf_counter(), time.process_time()
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
    computed = time.process_time() - busy
    run = Recount.objects.order_by("-id")[0]
    return Recounted(len(tickets), run.moved, seconds, feed, longest, preview, computed)


def main() -> None:
    django.setup()
    from accounts.models import User
    from tickets.models import Ticket

    opened = Ticket.objects.open().filter(holder_unit__isnull=False).only("id")[:MOST]
    found = recount(User.objects.get(username="dora"), list(opened))
    sys.stdout.write(json.dumps(asdict(found.gate())))


if __name__ == "__main__":
    main()
