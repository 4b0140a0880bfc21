"""Deadlines in working days: the same time of day, or the end of the day, with lunch, half days and pauses."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid.rules.calendar import Break, Calendar, Hours, NoWorkingTime, between
from grid.rules.workdays import add_days

ZONE, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
DAY: Hours = ((time(9), time(12)), (time(13, 30), time(17, 30)))
OFFICE = Calendar(
    zone=ZONE,
    week=(DAY, DAY, DAY, DAY, DAY, (), ()),
    days={
        date(2026, 11, 26): ((time(9), time(12)),),
        date(2026, 11, 27): ((time(13), time(17)),),
        date(2026, 11, 28): DAY,
    },
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("16T10:00", 1, "17T10:00"),
        ("16T10:00:07", 4, "20T10:00:07"),
        ("20T10:00", 1, "23T10:00"),  # over the weekend
        ("20T12:30", 1, "23T13:30"),  # asked at lunch: counts from 13:30
        ("20T17:30", 1, "24T09:00"),  # asked at closing: counts from Monday's opening
        ("20T18:00", 1, "24T09:00"),
        ("21T10:00", 1, "24T09:00"),  # asked on a Saturday
        ("23T07:00", 1, "24T09:00"),  # before opening
        ("25T15:00", 1, "26T12:00"),  # half a day: after the last closing, back to it
        ("25T10:00", 2, "27T13:00"),  # opens at one: on to the opening
        ("25T10:00", 3, "28T10:00"),  # the made-up Saturday
        ("21T10:00", 0, "21T10:00"),
    ],
)
def test_the_same_time_some_working_days_on(start: str, days: int, due: str) -> None:
    assert add_days(OFFICE, at(start), days) == at(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("16T10:00", 1, "17T17:30"),
        ("16T10:00", 0, "16T17:30"),
        ("16T17:30", 0, "17T17:30"),
        ("21T10:00", 0, "23T17:30"),
        ("21T10:00", 1, "24T17:30"),
        ("25T10:00", 1, "26T12:00"),
    ],
)
def test_the_end_of_the_working_day(start: str, days: int, due: str) -> None:
    assert add_days(OFFICE, at(start), days, end_of_day=True) == at(due)


@pytest.mark.parametrize(
    ("pauses", "due", "closing"),
    [
        ([("17T09:00", "17T10:00")], "17T11:00", "17T17:30"),
        ([("17T12:00", "17T13:30")], "17T10:00", "17T17:30"),  # over lunch nothing is lost
        ([("16T09:00", "16T11:00")], "17T11:00", "17T17:30"),  # a start in a pause counts from its end
        ([("17T09:00", "18T09:00")], "18T10:00", "18T17:30"),
        ([("17T09:00", "17T09:30"), ("17T09:15", "17T10:00")], "17T11:00", "17T17:30"),
        ([("17T16:00", "18T12:00")], "17T10:00", "18T17:30"),  # nobody is due in a pause over closing
        ([("17T08:00", "17T08:30")], "17T10:00", "17T17:30"),
    ],
)
def test_pauses_are_given_back(pauses: list[tuple[str, str]], due: str, closing: str) -> None:
    breaks: list[Break] = [(at(begins), at(ends)) for begins, ends in pauses]
    assert add_days(OFFICE, at("16T10:00"), 1, breaks=breaks) == at(due)
    assert add_days(OFFICE, at("16T10:00"), 1, end_of_day=True, breaks=breaks) == at(closing)


moments = st.datetimes(datetime(2026, 11, 2), datetime(2026, 11, 20), timezones=st.just(ZONE))  # noqa: DTZ001


@given(moments, st.integers(0, 9), st.integers(0, 9))
def test_more_days_end_later_and_the_end_of_the_day_is_never_before(
    start: datetime, less: int, more: int
) -> None:
    less, more = sorted((less, more))
    assert add_days(OFFICE, start, less) <= add_days(OFFICE, start, more)
    assert add_days(OFFICE, start, more) <= add_days(OFFICE, start, more, end_of_day=True)


@given(moments, moments, st.integers(1, 9))
def test_who_asks_later_is_due_no_earlier(one: datetime, other: datetime, days: int) -> None:
    first, second = sorted((one, other))
    assert add_days(OFFICE, first, days) <= add_days(OFFICE, second, days)


@given(moments, st.integers(1, 3), moments, st.booleans())
def test_a_pause_never_shortens_what_is_given(
    start: datetime, days: int, pause: datetime, twice: bool
) -> None:
    breaks = [(pause, pause.replace(day=21))] * (2 if twice else 1)
    plain, paused = add_days(OFFICE, start, days), add_days(OFFICE, start, days, breaks=breaks)
    assert paused >= plain
    assert between(OFFICE, start, paused, breaks) >= between(OFFICE, start, plain)


def test_a_time_that_spring_leaves_out_is_the_first_moment_after_it() -> None:
    night = Calendar(zone=BERLIN, week=(((time(1), time(6)),),) * 7)
    start = datetime(2026, 3, 28, 2, 30, tzinfo=BERLIN)
    assert add_days(night, start, 1) == datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN)


def test_without_working_days_there_is_no_deadline() -> None:
    with pytest.raises(NoWorkingTime):
        add_days(Calendar(zone=ZONE, week=((),) * 7), at("16T10:00"), 1)
