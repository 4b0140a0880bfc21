"""Laws of working time, over thousands of moments, and the days people remember."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grid.rules.calendar import (
    Calendar,
    NoWorkingTime,
    add,
    between,
    intervals,
    is_open,
    working_day,
)

ZONE = ZoneInfo("Asia/Shanghai")
DAY = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
FULL = 7.5 * 3600
CALENDAR = Calendar(
    zone=ZONE,
    week=(DAY, DAY, DAY, DAY, DAY, (), ()),
    days={
        date(2026, 2, 28): DAY,  # Saturday, made up for the Spring Festival
        **{date(2026, 10, day): () for day in range(1, 8)},
        date(2026, 10, 10): DAY,
    },
)
NIGHTS = Calendar(
    zone=ZoneInfo("America/New_York"), week=(((time(0), time(23, 59, 59)),),) * 7, days={date(2026, 3, 8): ()}
)
moments = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001
    max_value=datetime(2026, 12, 1),  # noqa: DTZ001
    timezones=st.just(ZONE),
)
budgets = st.integers(min_value=0, max_value=40 * 7 * 3600)
calendars = st.sampled_from([CALENDAR, NIGHTS])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@given(calendars, moments, budgets)
def test_what_is_added_is_found_between(calendar: Calendar, start: datetime, seconds: int) -> None:
    assert between(calendar, start, add(calendar, start, seconds)) == seconds


@given(calendars, moments, budgets, budgets)
def test_more_time_ends_later(calendar: Calendar, start: datetime, less: int, more: int) -> None:
    less, more = sorted((less, more))
    assert add(calendar, start, less) <= add(calendar, start, more)


@given(calendars, moments, moments, budgets)
def test_who_starts_later_ends_no_earlier(
    calendar: Calendar, one: datetime, other: datetime, seconds: int
) -> None:
    assume(seconds > 0)
    first, second = sorted((one, other))
    assert add(calendar, first, seconds) <= add(calendar, second, seconds)


@given(calendars, moments, moments, moments)
def test_parts_add_up_to_the_whole(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    assert between(calendar, a, b) + between(calendar, b, c) == between(calendar, a, c)


@given(calendars, moments, budgets, budgets)
def test_adding_in_two_steps_is_adding_at_once(
    calendar: Calendar, start: datetime, first: int, second: int
) -> None:
    assume(first > 0 and second > 0)
    assert add(calendar, add(calendar, start, first), second) == add(calendar, start, first + second)


@given(calendars, moments, st.integers(min_value=1, max_value=40 * 7 * 3600))
def test_a_deadline_lies_in_working_time_or_at_closing(
    calendar: Calendar, start: datetime, seconds: int
) -> None:
    due = add(calendar, start, seconds)
    assert is_open(calendar, due) or is_open(calendar, due - timedelta(microseconds=1))


@given(calendars, moments, moments)
def test_time_is_never_more_than_the_clock_s_and_never_negative(
    calendar: Calendar, one: datetime, other: datetime
) -> None:
    worked = between(calendar, one, other)
    assert 0 <= worked <= max((other - one).total_seconds() + 1, 0)


@given(calendars, moments)
def test_the_zone_of_the_moment_does_not_matter(calendar: Calendar, start: datetime) -> None:
    assert add(calendar, start, 5000) == add(calendar, start.astimezone(UTC), 5000)


@given(moments, moments)
@settings(max_examples=30)
def test_intervals_tell_a_browser_the_same_story(one: datetime, other: datetime) -> None:
    first, second = sorted((one.replace(microsecond=0), other.replace(microsecond=0)))
    told = intervals(CALENDAR, first.date(), second.date())
    counted = sum(max((min(closes, second) - max(opens, first)).total_seconds(), 0) for opens, closes in told)
    assert counted == between(CALENDAR, first, second)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23T09:00", 1, "2026-11-23T10:00"),
        ("2026-11-23T11:30", 1, "2026-11-23T14:00"),  # over lunch
        ("2026-11-23T12:30", 1, "2026-11-23T14:30"),  # asked at lunch
        ("2026-11-23T08:30", 3.5, "2026-11-23T12:00"),  # used up exactly at closing: due at closing
        ("2026-11-20T17:00", 1, "2026-11-23T09:00"),  # over the weekend
        ("2026-11-22T22:00", 1, "2026-11-23T09:30"),  # asked on a Sunday night
        ("2026-02-27T17:00", 1, "2026-02-28T09:00"),  # into the make-up Saturday
        ("2026-09-30T17:00", 1, "2026-10-08T09:00"),  # over the National Day week
        ("2026-10-09T17:00", 8, "2026-10-10T17:30"),  # into the make-up Saturday, to its closing
    ],
)
def test_days_people_remember(start: str, hours: float, due: str) -> None:
    assert add(CALENDAR, at(start), int(hours * 3600)) == at(due)


def test_no_time_at_all_changes_nothing_even_at_night() -> None:
    assert add(CALENDAR, at("2026-11-22T22:00"), 0) == at("2026-11-22T22:00")


def test_a_working_day_is_the_longest_of_the_week() -> None:
    assert CALENDAR.day_seconds() == FULL


def test_counting_working_days_both_ways() -> None:
    assert working_day(CALENDAR, date(2026, 9, 30), 2) == date(2026, 10, 8)
    assert working_day(CALENDAR, date(2026, 10, 8), -2) == date(2026, 9, 30)
    assert working_day(CALENDAR, date(2026, 11, 22), 1) == date(2026, 11, 23)


def test_a_calendar_that_never_opens_holds_no_deadline() -> None:
    never = Calendar(zone=ZONE, week=((),) * 7)
    with pytest.raises(NoWorkingTime):
        add(never, at("2026-11-22T22:00"), 1)
    assert between(never, at("2026-11-22T22:00"), at("2026-11-24T22:00")) == 0
