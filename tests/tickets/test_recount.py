"""A changed calendar is carried through the running deadlines: once, wherever it was interrupted, and told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from grid.actions.change_calendar import CalendarChange, DayChange, change_calendar
from grid.models import Unit, WorkingCalendar
from grid.rules.calendar import add
from grid.selectors import zone_calendar
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import Do
from tickets.actions import recount_deadlines as module
from tickets.actions.change_lamps import change_lamps
from tickets.actions.recount_deadlines import recount_deadlines
from tickets.models import Clock, Recount, Ticket


def close(people: World, *days: date, works: bool | None = False) -> None:
    change = CalendarChange(days=[DayChange(date=day, works=works, name="停电") for day in days])
    version = WorkingCalendar.objects.get(code="zone").version
    change_calendar(actor=people.dora, at=timezone.now(), code="zone", version=version, change=change)


def settle() -> int:
    rounds = 0
    while recount_deadlines(at=timezone.now()):
        rounds += 1
        assert rounds < 20
    return rounds


def resolve_clock(ref: str) -> Clock:
    return Clock.objects.get(ticket__ref=ref, kind="resolve")


def next_days(count: int) -> list[date]:
    today = timezone.localdate()
    return [today + timedelta(days=n) for n in range(1, count + 1)]


def test_a_day_off_moves_what_runs_over_it(people: World, routed: str) -> None:
    settle()
    before = resolve_clock(routed)
    close(people, *next_days(7))
    settle()
    after = resolve_clock(routed)
    assert before.running_since
    assert before.due_at
    assert after.due_at
    assert after.due_at == add(
        zone_calendar(), before.running_since, before.budget_seconds - before.used_seconds
    )
    assert after.due_at > before.due_at
    assert (after.calendar_version, after.version) == (zone_calendar().version, before.version + 1)
    assert after.original_due_at == before.original_due_at


def test_each_ticket_says_so_once_and_the_board_hears_how_far_it_is(people: World, routed: str) -> None:
    settle()
    version = Ticket.objects.get(ref=routed).version
    close(people, *next_days(7))
    settle()
    settle()
    (told,) = EventRecord.objects.filter(kind="deadline_moved", subject=routed)
    ticket = Ticket.objects.get(ref=routed)
    assert (told.payload["version"], ticket.version) == (version + 1, version + 1)
    assert ticket.due_at
    assert told.payload["due_at"] == ticket.due_at.isoformat()
    assert {"resolve"} <= {clock["kind"] for clock in told.payload["clocks"]}
    assert told.public
    last = EventRecord.objects.filter(kind="deadlines_recounted").order_by("id").last()
    assert last
    assert (last.payload["finished"], last.payload["moved"]) == (True, 1)
    assert "board" in last.topics


def test_what_a_change_does_not_touch_is_not_even_looked_at(people: World, routed: str) -> None:
    settle()
    before = resolve_clock(routed)
    close(people, timezone.localdate() + timedelta(days=300))
    settle()
    assert resolve_clock(routed) == before
    assert resolve_clock(routed).calendar_version == before.calendar_version
    run = Recount.objects.order_by("id").last()
    assert run
    assert (run.total, run.moved, run.finished_at is not None) == (0, 0, True)


def test_it_resumes_where_it_was_and_follows_a_calendar_that_moves_on(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    eva = Browser(people.eva)
    for number in range(5):
        eva.create("/tickets", {"category": "LAB-RET", "text": f"第 {number} 条:缺少夜班工人,请协助招工。"})
    settle()
    close(people, *next_days(7))
    assert recount_deadlines(at=timezone.now()) == 2
    close(people, *next_days(14)[7:])
    settle()
    assert Recount.objects.filter(finished_at=None).count() == 0
    calendar = zone_calendar()
    for clock in Clock.objects.filter(kind="resolve"):
        assert clock.running_since
        assert clock.due_at == add(calendar, clock.running_since, clock.budget_seconds - clock.used_seconds)


def test_a_paused_clock_waits_and_is_counted_when_it_runs_again(people: World, handled: str, do: Do) -> None:
    assert do(people.ada, handled, "ask_info", reason="请补充名单。").status_code == 200
    settle()
    close(people, *next_days(7))
    settle()
    assert resolve_clock(handled).due_at is None
    do(people.eva, handled, "supplement", text="名单见附件。")
    clock = resolve_clock(handled)
    assert clock.due_at
    assert clock.due_at > timezone.now() + timedelta(days=7)
    assert clock.calendar_version == zone_calendar().version


def test_a_deadline_that_is_past_now_is_said_by_the_lamps_sweep(people: World, routed: str) -> None:
    settle()
    today = timezone.localdate()
    days = [today - timedelta(days=n) for n in range(1, 9)]
    close(people, *days, today, *next_days(3), works=False)
    settle()
    Clock.objects.filter(ticket__ref=routed).update(running_since=timezone.now() - timedelta(days=8))
    close(people, *days, works=True)
    settle()
    assert Ticket.objects.get(ref=routed).lamp != "red"
    change_lamps(at=timezone.now())
    assert Ticket.objects.get(ref=routed).lamp == "red"
    assert EventRecord.objects.filter(kind="ticket_overdue", subject=routed).count() == 1


def test_a_unit_with_hours_of_its_own_counts_by_them_from_its_assignment_on(
    people: World, routed: str, do: Do
) -> None:
    night: Any = {name: [["00:00", "24:00"]] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    base = WorkingCalendar.objects.get(code="zone")
    own = WorkingCalendar.objects.create(code="hr", name="人社局值班", hours=night, base=base)
    Unit.objects.filter(pk=people.labour.pk).update(calendar=own)
    answer = do(people.dora, routed, "assign", unit=people.labour.pk)
    assert answer.status_code == 200, answer.content
    clock = resolve_clock(routed)
    assert clock.calendar_id == own.pk
    left = clock.budget_seconds - clock.used_seconds
    holidays = [
        day for day in next_days(20) if not zone_calendar().is_working(day) and day in zone_calendar().days
    ]
    if not holidays:
        assert clock.running_since
        assert clock.due_at == clock.running_since + timedelta(seconds=left)
    close(people, *next_days(1))
    own.refresh_from_db()
    assert own.version == 2
    settle()
    assert resolve_clock(routed).calendar_version == 2
