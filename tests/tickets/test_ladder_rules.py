"""The ladder as arithmetic: moments on the promise, never on the calendar of whoever looked."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from grid.rules.calendar import Calendar, add
from tickets.rules.changes import EFFECTS, Climbs, Does
from tickets.rules.ladder import RungData, due_of, marks, next_rung, redo_rung
from tickets.rules.lifecycle import Effect
from tickets.rules.sla import Reading, budget_of, paused, resumed, started

DAY = ((time(9), time(12)), (time(13, 30), time(17, 30)))
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"), (DAY, DAY, DAY, DAY, DAY, (), ()))
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = 3600
LADDER = (
    RungData(level=0, trigger="start"),
    RungData(level=1, trigger="share", amount=80),
    RungData(level=2, trigger="after_due", amount=0),
    RungData(level=3, trigger="after_previous", amount=7 * HOUR),
    RungData(level=4, trigger="after_previous", amount=14 * HOUR),
)


def at(hours: float) -> datetime:
    return add(CALENDAR, MONDAY, int(hours * HOUR))


def test_each_trigger_has_its_moment_on_the_promise() -> None:
    assert marks(LADDER, 35 * HOUR) == {0: 0, 1: 28 * HOUR, 2: 35 * HOUR, 3: 42 * HOUR, 4: 56 * HOUR}
    early = (RungData(level=0, trigger="start"), RungData(level=1, trigger="before_due", amount=HOUR))
    assert marks(early, 35 * HOUR)[1] == 34 * HOUR


@given(budget=st.integers(1, 200 * HOUR))
def test_no_rung_falls_due_before_the_one_below(budget: int) -> None:
    found = marks(LADDER, budget)
    assert all(found[lower] <= found[upper] for lower, upper in pairwise(sorted(found)))


@given(before=st.integers(0, 34), rest=st.integers(0, 200), level=st.integers(1, 4))
def test_a_rest_moves_every_rung_by_what_was_rested(before: int, rest: int, level: int) -> None:
    clock = started(35 * HOUR, MONDAY)
    mark = marks(LADDER, 35 * HOUR)[level] // HOUR
    if before > mark:
        return
    stopped = paused(CALENDAR, clock, at(before))
    assert due_of(CALENDAR, LADDER, stopped, level) is None
    again = resumed(stopped, at(before + rest))
    assert due_of(CALENDAR, LADDER, again, level) == at(mark + rest)


def test_the_moment_of_a_rung_does_not_know_who_looked_when() -> None:
    reading = Reading(budget=35 * HOUR, used=10 * HOUR, running_since=at(10))
    assert [due_of(CALENDAR, LADDER, reading, level) for level in (1, 2, 3, 4)] == [
        at(28),
        at(35),
        at(42),
        at(56),
    ]


def test_above_the_top_there_is_nothing() -> None:
    assert next_rung(LADDER, 4) is None
    assert next_rung((), 0) is None
    found = next_rung(LADDER, 1)
    assert found is not None
    assert found.level == 2


def test_a_redo_comes_back_one_rung_up_and_never_above_the_top() -> None:
    assert [redo_rung(level, 4) for level in (0, 1, 4)] == [1, 2, 4]


def test_working_days_keep_the_clock_time() -> None:
    ten = at(1)
    assert add(CALENDAR, ten, budget_of(CALENDAR, ten, seconds=0, days=5)) == at(36)
    assert budget_of(CALENDAR, ten, seconds=77, days=None) == 77


def test_every_effect_has_its_row_and_a_note_moves_nothing() -> None:
    assert set(EFFECTS) == set(Effect)
    nothing = EFFECTS[Effect.NONE]
    assert {nothing.acknowledge, nothing.first_contact, nothing.resolve, nothing.stage} == {Does.GOES_ON}
    assert nothing.ladder is Climbs.STAYS
