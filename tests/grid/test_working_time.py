"""Working time against a slow witness who looks at the clock on the wall every quarter of an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grid.rules.calendar import Break, Calendar, Hours, NoWorkingTime, Season, add, between, merged
from grid.rules.ledger import ledger
from grid.rules.wallclock import second_of

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
QUARTER = timedelta(minutes=15)
OFFICE: Hours = ((time(9), time(12)), (time(13, 30), time(17, 30)))
NIGHT: Hours = ((time(0), time(2, 30)), (time(2, 45), time(6)), (time(22), time(0)))
SUMMER: Hours = ((time(8), time(13)),)
SHOP = Calendar(
    zone=BERLIN,
    week=(OFFICE, OFFICE, OFFICE, OFFICE, SUMMER, (), ()),
    days={date(2026, 5, 2): OFFICE, date(2026, 5, 1): SUMMER},
    holidays={date(2026, 5, 1): "Tag der Arbeit", date(2026, 10, 3): "Einheit"},
    yearly={(12, 24): "", (2, 29): ""},
    seasons=(Season((5, 1), (9, 30), (SUMMER,) * 7, "Sommer"), Season((12, 20), (1, 6), (SUMMER,) * 7)),
)
ROUND = Calendar(zone=NEW_YORK, week=(NIGHT,) * 7)
ALWAYS = Calendar(zone=BERLIN, week=(((time(0), time(0)),),) * 7)
calendars = st.sampled_from([SHOP, ROUND, ALWAYS])
STARTS = [date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 29), date(2026, 10, 23), date(2026, 10, 30)]
moments = st.builds(
    lambda day, quarters: datetime.combine(day, time(0), UTC) + quarters * QUARTER,
    st.sampled_from([*STARTS, date(2026, 12, 22), date(2024, 2, 27)]),
    st.integers(0, 96 * 5),
)
work = st.integers(min_value=1, max_value=96).map(lambda quarters: quarters * 900)
pauses = st.lists(
    st.builds(
        lambda day, begin, length: (
            datetime.combine(day, time(0), UTC) + begin * QUARTER,
            datetime.combine(day, time(0), UTC) + (begin + length) * QUARTER,
        ),
        st.sampled_from(STARTS),
        st.integers(0, 96 * 5),
        st.integers(0, 96 * 2),
    ),
    max_size=4,
)


def works(calendar: Calendar, at: datetime, breaks: list[Break]) -> bool:
    local = at.astimezone(calendar.zone)
    shown = second_of(local.time())
    hours = calendar.hours_on(local.date())
    inside = any(second_of(start) <= shown < second_of(end, closing=True) for start, end in hours)
    return inside and not any(begins <= at < ends for begins, ends in breaks)


def slowly_added(calendar: Calendar, start: datetime, seconds: int, breaks: list[Break]) -> datetime:
    while seconds > 0:
        seconds -= 900 if works(calendar, start, breaks) else 0
        start += QUARTER
    return start


@given(calendars, moments, work, pauses)
def test_the_witness_reaches_the_same_deadline(
    calendar: Calendar, start: datetime, seconds: int, breaks: list[Break]
) -> None:
    assert add(calendar, start, seconds, breaks) == slowly_added(calendar, start, seconds, breaks)


@given(calendars, moments, st.integers(0, 90_000), pauses, st.integers(0, 999_999))
def test_what_is_added_is_found_between_whatever_the_pauses(
    calendar: Calendar, start: datetime, seconds: int, breaks: list[Break], micro: int
) -> None:
    start += timedelta(microseconds=micro)
    assert between(calendar, start, add(calendar, start, seconds, breaks), breaks) == seconds


@given(calendars, moments, moments, moments, pauses)
def test_parts_add_up_across_pauses_and_changes_of_the_clock(
    calendar: Calendar, one: datetime, two: datetime, three: datetime, breaks: list[Break]
) -> None:
    a, b, c = sorted((one, two, three))
    whole = between(calendar, a, c, breaks)
    assert between(calendar, a, b, breaks) + between(calendar, b, c, breaks) == whole


@given(calendars, moments, st.integers(1, 90_000), st.integers(1, 90_000), pauses)
def test_two_steps_are_one_whatever_the_pauses(
    calendar: Calendar, start: datetime, first: int, second: int, breaks: list[Break]
) -> None:
    halfway = add(calendar, start, first, breaks)
    assert add(calendar, halfway, second, breaks) == add(calendar, start, first + second, breaks)
    assert halfway < add(calendar, start, first + second, breaks)


@given(calendars, moments, work, pauses, pauses)
def test_a_further_pause_never_brings_a_deadline_forward(
    calendar: Calendar, start: datetime, seconds: int, some: list[Break], more: list[Break]
) -> None:
    assert add(calendar, start, seconds, some) <= add(calendar, start, seconds, [*some, *more])


@given(moments, st.integers(1, 400_000), pauses)
@settings(max_examples=50)
def test_a_calendar_that_is_always_open_is_a_stopwatch(
    start: datetime, seconds: int, breaks: list[Break]
) -> None:
    assert add(ALWAYS, start, seconds) == start + timedelta(seconds=seconds)
    lost = sum((ends - max(begins, start) for begins, ends in _whole(breaks, start)), timedelta())
    assume(all(ends <= start + timedelta(seconds=seconds) for _, ends in _whole(breaks, start)))
    assert add(ALWAYS, start, seconds, breaks) == start + timedelta(seconds=seconds) + lost


def _whole(breaks: list[Break], start: datetime) -> list[Break]:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    found = [
        (epoch + timedelta(microseconds=a), epoch + timedelta(microseconds=b)) for a, b in merged(breaks)
    ]
    return [(begins, ends) for begins, ends in found if ends > start]


@given(calendars, moments, moments, pauses)
def test_a_ledger_has_no_gap_and_its_counted_stretches_are_what_is_between(
    calendar: Calendar, one: datetime, other: datetime, breaks: list[Break]
) -> None:
    start, end = sorted((one, other))
    lines = ledger(calendar, start, end, breaks)
    assert sum(line.seconds for line in lines if line.counted) == between(calendar, start, end, breaks)
    edges = [start, *(line.end for line in lines)]
    assert edges[:-1] == [line.start for line in lines]
    assert edges[-1] == end


def local(zone: ZoneInfo, text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("calendar", "start", "seconds", "due"),
    [
        (ROUND, local(NEW_YORK, "2026-03-08T00:00"), 3 * 3600, local(NEW_YORK, "2026-03-08T04:00")),
        (ROUND, local(NEW_YORK, "2026-03-08T01:59:59"), 2, local(NEW_YORK, "2026-03-08T03:00:01")),
        (ROUND, local(NEW_YORK, "2026-11-01T00:00"), 2 * 3600, local(NEW_YORK, "2026-11-01T01:00", fold=1)),
        (ROUND, local(NEW_YORK, "2026-11-01T01:30", fold=1), 3600, local(NEW_YORK, "2026-11-01T02:30")),
        (ROUND, local(NEW_YORK, "2026-06-01T22:00"), 7200, local(NEW_YORK, "2026-06-02T00:00")),
        (ROUND, local(NEW_YORK, "2026-06-01T22:00"), 7201, local(NEW_YORK, "2026-06-02T00:00:01")),
        (SHOP, local(BERLIN, "2026-03-27T12:00"), 7200, local(BERLIN, "2026-03-30T10:00")),
        (SHOP, local(BERLIN, "2026-04-30T16:30"), 7200, local(BERLIN, "2026-05-01T09:00")),
        (SHOP, local(BERLIN, "2028-02-28T17:30"), 1, local(BERLIN, "2028-03-01T09:00:01")),
        (SHOP, local(BERLIN, "2027-02-26T13:00"), 1, local(BERLIN, "2027-03-01T09:00:01")),
    ],
)
def test_moments_on_the_wall(calendar: Calendar, start: datetime, seconds: int, due: datetime) -> None:
    assert add(calendar, start, seconds) == due.astimezone(UTC)
    assert between(calendar, start, due) == seconds


def test_hours_that_spring_leaves_out_are_not_worked_and_not_counted_twice() -> None:
    hours: Hours = ((time(2), time(2, 30)), (time(3), time(3, 30)))
    early = Calendar(zone=BERLIN, week=(hours,) * 7)
    sunday = local(BERLIN, "2026-03-29T00:00")
    assert between(early, sunday, local(BERLIN, "2026-03-30T00:00")) == 1800
    assert add(early, sunday, 1800) == local(BERLIN, "2026-03-29T03:30").astimezone(UTC)


def test_only_dated_hours_hold_a_deadline_until_they_are_over() -> None:
    fair = Calendar(zone=BERLIN, week=((),) * 7, days={date(2026, 5, 2): OFFICE})
    start = local(BERLIN, "2026-01-01T00:00")
    assert add(fair, start, 7 * 3600) == local(BERLIN, "2026-05-02T17:30").astimezone(UTC)
    with pytest.raises(NoWorkingTime):
        add(fair, start, 7 * 3600 + 1)


def test_the_leap_day_alone_is_waited_for() -> None:
    others = {
        (day.month, day.day): ""
        for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(366))
        if (day.month, day.day) != (2, 29)
    }
    rare = Calendar(zone=BERLIN, week=(OFFICE,) * 7, yearly=others)
    assert add(rare, local(BERLIN, "2026-01-01T00:00"), 1) == local(BERLIN, "2028-02-29T09:00:01").astimezone(
        UTC
    )
