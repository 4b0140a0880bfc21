"""How often an enterprise is seen, and what presses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grid.rules.visiting import Facts, Reason, cadence, due, risk, score

DAY = date(2020, 3, 12)
CALM = Facts(
    key=False,
    above_scale=True,
    open_tickets=0,
    stopped=False,
    capacity=95,
    capacity_before=94,
    reported_on=DAY - timedelta(days=3),
)


def test_nothing_presses_where_all_is_well() -> None:
    assert risk(DAY, CALM) == []
    assert CALM.tier == "regular"


def test_each_thing_that_presses_is_named_with_its_figure_the_weightiest_first() -> None:
    bad = replace(CALM, open_tickets=5, stopped=True, capacity=0, capacity_before=40)
    assert risk(DAY, bad) == [Reason("stopped", 3), Reason("tickets", 3, 5), Reason("fallen", 2, 40)]
    assert score(risk(DAY, bad)) == 8
    assert risk(DAY, replace(CALM, capacity=59, capacity_before=None)) == [Reason("low", 2, 59)]
    assert risk(DAY, replace(CALM, reported_on=DAY - timedelta(days=22))) == [Reason("silent", 1, 22)]


@pytest.mark.parametrize(
    "more", [{"open_tickets": 2}, {"stopped": True}, {"capacity": 30}, {"reported_on": None}]
)
def test_worse_facts_never_lower_the_risk(more: dict[str, object]) -> None:
    worse = replace(CALM, **more)  # type: ignore[arg-type]
    assert score(risk(DAY, worse)) > score(risk(DAY, CALM))


def test_a_key_enterprise_is_seen_in_two_weeks_and_a_risky_one_twice_as_often() -> None:
    assert [cadence(tier, 0).days for tier in ("key", "regular", "small")] == [14, 30, 60]
    assert [cadence(tier, 5).days for tier in ("key", "regular", "small")] == [7, 15, 30]
    assert replace(CALM, key=True).tier == "key"
    assert replace(CALM, above_scale=False).tier == "small"


def test_due_is_promised_then_never_seen_then_routine() -> None:
    every = timedelta(days=30)

    def asked(**more: date | None) -> tuple[str, date] | None:
        found = due(DAY, **{"last_visit_on": None, "follow_up_on": None, "every": every, **more})  # type: ignore[arg-type]
        return (found.reason, found.on) if found else None

    assert asked() == ("never", DAY)
    assert asked(last_visit_on=DAY - every) == ("stale", DAY)
    assert asked(last_visit_on=DAY - timedelta(days=29)) is None
    promised = {"last_visit_on": DAY - timedelta(days=40), "follow_up_on": DAY - timedelta(days=2)}
    assert asked(**promised) == ("follow_up", DAY - timedelta(days=2))
