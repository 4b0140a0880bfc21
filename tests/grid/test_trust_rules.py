"""What deserves a look: the rules, without a database."""

from __future__ import annotations

import random
from math import hypot

import pytest

from grid.rules.distance import distance_m
from grid.rules.place import SIGMAS_AT_95, chance_within, from_gcj02, to_gcj02
from grid.rules.trust import (
    BY_WEIGHT,
    EXPLAINS,
    STRONG,
    Hop,
    Signal,
    VisitFacts,
    findings,
    needs_look,
)

AT_THE_GATE = {"site_known": True, "distance_m": 60.0, "accuracy_m": 20.0, "fix_age_s": 3.0}


def signals(**facts: object) -> list[str]:
    return [one.signal for one in findings(VisitFacts(**{**AT_THE_GATE, **facts}))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("distance", "accuracy"), [(0, 10), (190, 30), (260, 100), (500, 400), (900, 1500), (210, 5)]
)
def test_the_chance_of_being_at_the_site_is_what_random_errors_give(distance: float, accuracy: float) -> None:
    chance = random.Random(7)
    sigma, inside, tries = accuracy / SIGMAS_AT_95, 0, 40_000
    for _ in range(tries):
        inside += hypot(distance + chance.gauss(0, sigma), chance.gauss(0, sigma)) < 200
    assert chance_within(200, distance_m=distance, accuracy_m=accuracy) == pytest.approx(
        inside / tries, abs=0.01
    )


def test_the_chance_falls_with_the_distance_and_rises_with_the_radius() -> None:
    falls = [chance_within(200, distance_m=d, accuracy_m=80) for d in range(0, 1200, 25)]
    rises = [chance_within(r, distance_m=300, accuracy_m=80) for r in range(50, 900, 25)]
    assert falls == sorted(falls, reverse=True)
    assert rises == sorted(rises)
    assert chance_within(200, distance_m=50_000, accuracy_m=0) == 0
    assert chance_within(200, distance_m=100, accuracy_m=0) == pytest.approx(1)


def test_the_two_datums_lie_hundreds_of_metres_apart_and_lead_back() -> None:
    for lat, lon in ((30.309, 120.323), (39.9, 116.4), (22.5, 114.1)):
        moved = to_gcj02(lat, lon)
        assert 100 < distance_m(lat, lon, *moved) < 800
        assert distance_m(lat, lon, *from_gcj02(*moved)) < 0.01
    assert to_gcj02(48.1, 11.6) == (48.1, 11.6)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"site_known": False, "distance_m": None}, []),
        ({"distance_m": 900.0}, ["far"]),
        ({"distance_m": 900.0, "accuracy_m": 1600.0}, ["unproven"]),
        ({"distance_m": 900.0, "fix_age_s": 300.0}, ["unproven"]),
        ({"distance_m": None, "accuracy_m": None, "fix_age_s": None}, ["unproven"]),
        ({"distance_m": 560.0, "other_datum_m": 40.0}, ["datum"]),
        ({"stay_s": 40.0}, ["short_stay"]),
        ({"stay_s": 600.0, "written_s": 400.0, "answers": 9}, []),
        ({"stay_s": 600.0, "written_s": 6.0, "answers": 9}, ["quick_answers"]),
        ({"stay_s": 600.0, "written_s": 1.0, "answers": 2}, []),
        ({"entered_after_s": 2 * 86_400.0}, []),
        ({"entered_after_s": 6 * 86_400.0}, ["back_dated"]),
    ],
)
def test_every_signal_and_what_raises_none(facts: dict[str, object], expected: list[str]) -> None:
    assert signals(**facts) == expected


@pytest.mark.parametrize(
    ("hop", "expected"),
    [
        (Hop(distance_m=30_000, seconds=600, doubt_m=40), ["speed"]),
        (Hop(distance_m=30_000, seconds=1800, doubt_m=40), []),
        (Hop(distance_m=1_500, seconds=5, doubt_m=0), []),
        (Hop(distance_m=5_000, seconds=60, doubt_m=4_000), []),
    ],
)
def test_nobody_drives_faster_than_a_car_and_a_blurred_fix_proves_nothing(
    hop: Hop, expected: list[str]
) -> None:
    assert signals(hops=(hop,)) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], False),
        (["unproven"], False),
        (["unproven", "datum"], False),
        (["unproven", "short_stay"], True),
        (["far"], True),
        (["disputed"], True),
    ],
)
def test_one_strong_signal_or_two_weak_ones_ask_for_a_look(kinds: list[str], expected: bool) -> None:
    assert needs_look(kinds) is expected


def test_honest_visits_are_asked_about_in_less_than_one_of_a_hundred_and_invented_ones_nearly_always() -> (
    None
):
    """Honest phones err by what they say; invented visits are written elsewhere, in seconds, or not at all there."""
    chance, asked, caught, tries = random.Random(11), 0, 0, 4_000
    for _ in range(tries):
        accuracy = chance.choice([8, 15, 30, 60, 150, 500])
        error = hypot(chance.gauss(0, accuracy / SIGMAS_AT_95), chance.gauss(0, accuracy / SIGMAS_AT_95))
        asked += needs_look(
            signals(
                distance_m=chance.uniform(0, 150) + error,
                accuracy_m=float(accuracy),
                stay_s=chance.uniform(400, 4000),
                written_s=chance.uniform(60, 900),
                answers=8,
            )
        )
        caught += needs_look(
            signals(
                distance_m=chance.uniform(700, 20_000),
                accuracy_m=float(chance.choice([8, 15, 30, 60, 150])),
                stay_s=chance.uniform(20, 300),
                written_s=chance.uniform(5, 60),
                answers=8,
            )
        )
    assert asked / tries <= 0.01
    assert caught / tries >= 0.96


def test_every_signal_has_its_place_strong_before_weak_and_explanations_last() -> None:
    assert sorted(BY_WEIGHT) == sorted(Signal)
    ranks = {kind: rank for rank, kind in enumerate(BY_WEIGHT)}
    weak = set(Signal) - STRONG - EXPLAINS
    assert max(ranks[one] for one in STRONG) < min(ranks[one] for one in weak)
    assert max(ranks[one] for one in weak) < min(ranks[one] for one in EXPLAINS)
