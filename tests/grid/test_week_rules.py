"""A week of visits: short, not late, and close to the best there is; and nobody disturbed too often."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from grid.rules.disturbance import is_too_much, visits_around
from grid.rules.week import LATE_DAY_M, Stop, Week, best_week, plan_week

MONDAY = date(2020, 3, 9)
DAYS = [MONDAY + timedelta(days=number) for number in range(5)]
BASE = (30.30, 120.35)


def some(count: int, seed: int) -> list[Stop]:
    chance = random.Random(seed)
    return [
        Stop(
            key=number + 1,
            lat=30.25 + chance.random() * 0.1,
            lon=120.3 + chance.random() * 0.1,
            weight=chance.randint(1, 8),
            due_on=MONDAY + timedelta(days=chance.randint(-3, 4)),
        )
        for number in range(count)
    ]


def keys(week: Week) -> list[int]:
    return sorted(key for day in week.days.values() for key in day)


@pytest.mark.parametrize("seed", range(12))
def test_a_small_week_costs_at_most_a_twentieth_more_than_the_best(seed: int) -> None:
    stops, days = some(6, seed), DAYS[:2]
    found = plan_week(stops, days, base=BASE, most_a_day=4)
    best = best_week(stops, days, base=BASE, most_a_day=4)
    assert keys(found) == keys(best) == [1, 2, 3, 4, 5, 6]
    assert best.cost - 1e-6 <= found.cost <= best.cost * 1.05


def test_a_full_week_holds_the_weightiest_and_names_the_rest() -> None:
    stops = some(30, 1)
    week = plan_week(stops, DAYS, base=BASE, most_a_day=4)
    assert all(len(day) <= 4 for day in week.days.values())
    assert sorted(keys(week) + week.left_out) == list(range(1, 31))
    weight = {one.key: one.weight for one in stops}
    assert max(weight[key] for key in week.left_out) <= sorted(weight.values())[len(stops) // 2]


def test_the_same_facts_give_the_same_week() -> None:
    stops = some(14, 3)
    assert plan_week(stops, DAYS, base=BASE, most_a_day=4) == plan_week(
        list(reversed(stops)), DAYS, base=BASE, most_a_day=4
    )


def test_a_promise_is_neither_anticipated_nor_kept_waiting() -> None:
    promised = replace(some(1, 5)[0], due_on=DAYS[3], not_before=DAYS[3], weight=13)
    week = plan_week([promised, *some(9, 6)[1:]], DAYS, base=BASE, most_a_day=4)
    assert promised.key in week.days[DAYS[3]]


def test_a_delay_is_worth_its_weight_in_metres() -> None:
    late = replace(some(1, 7)[0], weight=4, due_on=MONDAY - timedelta(days=1))
    week = plan_week([late], DAYS[:1], base=BASE, most_a_day=1)
    assert week.cost - week.metres == 4 * LATE_DAY_M


def test_nothing_to_do_is_an_empty_week() -> None:
    assert keys(plan_week([], DAYS, base=BASE, most_a_day=4)) == []


def test_three_visits_within_any_seven_days_are_too_many() -> None:
    def before(*days: int) -> list[date]:
        return [MONDAY - timedelta(days=number) for number in days]

    assert visits_around(MONDAY, []) == 1
    assert not is_too_much(MONDAY, before(6))
    assert is_too_much(MONDAY, before(1, 6))
    assert not is_too_much(MONDAY, before(1, 7))
    assert is_too_much(MONDAY, before(3, -3))
    assert not is_too_much(MONDAY, before(4, -3))
