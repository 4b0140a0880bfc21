"""Clocks as arithmetic, on a calendar with a lunch break."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from grid.rules.calendar import Calendar, add
from tickets.rules.sla import (
    Face,
    Lamp,
    Reading,
    face,
    is_near,
    most_pressing,
    paused,
    redo_budget,
    rest_of_day,
    resumed,
    started,
)

DAY = ((time(9), time(12)), (time(13, 30), time(17, 30)))
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"), (DAY, DAY, DAY, DAY, DAY, (), ()))
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, nine o'clock in Shanghai."""
HOUR = 3600


def at(hours: float) -> datetime:
    """So many working hours after Monday's opening."""
    return add(CALENDAR, MONDAY, int(hours * HOUR))


def test_a_fresh_clock_is_green_and_due_when_its_budget_is_used() -> None:
    shown = face(CALENDAR, started(35 * HOUR, MONDAY), MONDAY)
    assert shown.lamp is Lamp.GREEN
    assert shown.due_at == at(35)


def test_the_lamp_turns_blue_yellow_red_at_its_moments() -> None:
    clock = started(35 * HOUR, MONDAY)
    lamps = [face(CALENDAR, clock, at(hours)).lamp for hours in (0, 27.9, 28, 30.9, 31, 34.99, 35, 40)]
    assert lamps == [
        Lamp.GREEN,
        Lamp.GREEN,
        Lamp.BLUE,
        Lamp.BLUE,
        Lamp.YELLOW,
        Lamp.YELLOW,
        Lamp.RED,
        Lamp.RED,
    ]


def test_the_alarm_is_the_next_moment_at_which_the_lamp_changes() -> None:
    clock = started(35 * HOUR, MONDAY)
    assert face(CALENDAR, clock, MONDAY).alarm_at == at(28)
    assert face(CALENDAR, clock, at(28)).alarm_at == at(31)
    assert face(CALENDAR, clock, at(31)).alarm_at == at(35)
    assert face(CALENDAR, clock, at(35)).alarm_at is None


def test_a_small_budget_turns_yellow_at_its_last_quarter() -> None:
    clock = started(2 * HOUR, MONDAY)
    assert face(CALENDAR, clock, at(1.49)).lamp is Lamp.BLUE
    assert face(CALENDAR, clock, at(1.5)).lamp is Lamp.YELLOW


def test_a_returned_ticket_is_at_least_yellow() -> None:
    shown = face(CALENDAR, started(35 * HOUR, MONDAY), MONDAY, returned=True)
    assert shown.lamp is Lamp.YELLOW
    assert shown.alarm_at is not None
    near = face(CALENDAR, started(35 * HOUR, MONDAY), shown.alarm_at, returned=True)
    assert (near.lamp, near.alarm_at) == (Lamp.YELLOW, near.due_at)
    assert is_near(CALENDAR, started(35 * HOUR, MONDAY), shown.alarm_at)
    assert not is_near(CALENDAR, started(35 * HOUR, MONDAY), shown.alarm_at - timedelta(seconds=1))


def test_what_must_be_done_the_same_day_has_until_closing_and_at_least_an_hour() -> None:
    assert rest_of_day(CALENDAR, at(2)) == 5 * HOUR
    assert rest_of_day(CALENDAR, MONDAY - timedelta(hours=3)) == 7 * HOUR
    assert rest_of_day(CALENDAR, at(6.5)) == HOUR
    assert rest_of_day(CALENDAR, at(7) + timedelta(hours=1)) == 7 * HOUR


def test_a_paused_clock_is_grey_and_has_no_due_time() -> None:
    shown = face(CALENDAR, paused(CALENDAR, started(35 * HOUR, MONDAY), at(3)), at(4))
    assert shown == Face(due_at=None, lamp=Lamp.GREY, alarm_at=None)


@given(before=st.integers(0, 34), rest=st.integers(0, 300))
def test_a_pause_moves_the_deadline_by_what_was_rested(before: int, rest: int) -> None:
    clock = started(35 * HOUR, MONDAY)
    stopped = paused(CALENDAR, clock, at(before))
    again = resumed(stopped, at(before + rest))
    assert again.used == before * HOUR
    assert face(CALENDAR, again, at(before + rest)).due_at == at(35 + rest)


def test_pausing_twice_and_resuming_twice_change_nothing() -> None:
    clock = started(35 * HOUR, MONDAY)
    stopped = paused(CALENDAR, clock, at(2))
    assert paused(CALENDAR, stopped, at(9)) == stopped
    running = resumed(stopped, at(5))
    assert resumed(running, at(9)) == running


def test_night_and_weekend_use_nothing_up() -> None:
    friday = MONDAY + timedelta(days=4, hours=8)
    shown = face(CALENDAR, started(HOUR, friday), friday)
    assert shown.due_at == MONDAY + timedelta(days=7, minutes=30)


def test_a_ticket_wears_its_first_due_clock() -> None:
    near = face(CALENDAR, started(2 * HOUR, MONDAY), MONDAY)
    far = face(CALENDAR, started(35 * HOUR, MONDAY), MONDAY)
    assert most_pressing([far, near]) == near
    resting = Face(due_at=None, lamp=Lamp.GREY, alarm_at=None)
    assert most_pressing([resting]).lamp is Lamp.GREY
    assert most_pressing([]).lamp is Lamp.NONE


def test_an_empty_budget_is_red_at_once() -> None:
    assert face(CALENDAR, Reading(budget=0, used=0, running_since=MONDAY), MONDAY).lamp is Lamp.RED


def test_a_redo_has_half_the_time_and_at_least_an_hour() -> None:
    assert redo_budget(10 * HOUR) == 5 * HOUR
    assert redo_budget(600) == HOUR
