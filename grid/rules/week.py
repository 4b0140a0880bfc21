"""A week of visits: which enterprise on which day, so that the way is short and what is due is not late.

The cost of a plan is in metres: the way of each day from the base through its stops and back, and for every day that
a visit comes after it was due its weight. `plan_week` improves step by step until no single move helps;
`best_week` tries everything and is only for a handful of stops, so that the gap can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations
from random import Random

from grid.rules.distance import distance_m

LATE_DAY_M = 1_500
"""What a day of delay is worth, for each point of weight."""
LEFT_OUT_M = 40_000
"""What leaving a visit out of the week is worth, for each point of weight."""
TRIES, TORN = 80, 4
"""So often is a plan torn open, at so many stops."""
Days = list[list[int]]


@dataclass(frozen=True, kw_only=True)
class Stop:
    """An enterprise that wants a visit. `not_before`: a promised day is not anticipated."""

    key: int
    lat: float
    lon: float
    weight: int
    due_on: date
    not_before: date | None = None


@dataclass(frozen=True, kw_only=True)
class Week:
    """The keys of each day's stops in the order of travel, and those there was no room for."""

    days: dict[date, list[int]]
    left_out: list[int]
    metres: float
    cost: float


def plan_week(
    stops: Sequence[Stop], days: Sequence[date], *, base: tuple[float, float], most_a_day: int
) -> Week:
    """A good plan: cheapest insertion in order of weight, then moves and swaps while they help; and that again from
    plans torn open at random (always at the same places for the same stops), of which the cheapest is kept.
    """
    stops = sorted(stops, key=lambda one: one.key)
    cost = _costs(stops, days, base)
    left = sorted(range(len(stops)), key=lambda one: (-stops[one].weight, stops[one].due_on, stops[one].key))
    chance = Random(len(stops))  # noqa: S311 - a plan, not a secret

    def price(plan: Days, left: Sequence[int]) -> float:
        ways = sum(cost(day, route) for day, route in enumerate(plan))
        return ways + sum(LEFT_OUT_M * stops[stop].weight for stop in left)

    def filled(plan: Days, wanted: Sequence[int]) -> list[int]:
        rest = []
        for stop in wanted:
            found = min(_insertions(plan, stop, cost, most_a_day), key=lambda one: one[0], default=None)
            if found is None or found[0] >= LEFT_OUT_M * stops[stop].weight:
                rest.append(stop)
            else:
                plan[found[1]].insert(found[2], stop)
        _improve(plan, cost, most_a_day)
        return rest

    plan: Days = [[] for _ in days]
    order = {stop: place for place, stop in enumerate(left)}
    left = filled(plan, left)
    for _ in range(TRIES if len(stops) > 1 else 0):
        planned = sorted((stop for route in plan for stop in route), key=order.__getitem__)
        torn = set(chance.sample(planned, min(len(planned), TORN)))
        tried = [[stop for stop in route if stop not in torn] for route in plan]
        again = sorted([*torn, *left], key=order.__getitem__)
        chance.shuffle(again)
        rest = filled(tried, again)
        if price(tried, rest) < price(plan, left) - 1e-6:
            plan, left = tried, rest
    return _told(stops, days, plan, sorted(left, key=order.__getitem__), base, cost)


def _improve(plan: Days, cost: Callable[[int, Sequence[int]], float], most_a_day: int) -> None:
    """Moves and swaps until none of them helps."""
    better = True
    while better:
        better = False
        for changed in _moves(plan, most_a_day):
            before = sum(cost(day, plan[day]) for day in changed)
            if sum(cost(day, route) for day, route in changed.items()) < before - 1e-6:
                for day, route in changed.items():
                    plan[day] = route
                better = True
                break


def best_week(
    stops: Sequence[Stop], days: Sequence[date], *, base: tuple[float, float], most_a_day: int
) -> Week:
    """The cheapest plan there is with every stop in it, by trying them all; for nine stops at most."""
    cost = _costs(stops, days, base)
    routes = {
        (day, group): min((cost(day, list(order)), order) for order in permutations(group))
        for day in range(len(days))
        for size in range(min(most_a_day, len(stops)) + 1)
        for group in combinations(range(len(stops)), size)
    }
    reached: dict[int, tuple[float, Days]] = {0: (0.0, [])}
    for day in range(len(days)):
        next_reached: dict[int, tuple[float, Days]] = {}
        for seen, (sofar, plan) in reached.items():
            for (of, group), (price, order) in routes.items():
                mask = sum(1 << stop for stop in group)
                if of != day or mask & seen:
                    continue
                known = next_reached.get(mask | seen)
                if known is None or sofar + price < known[0]:
                    next_reached[mask | seen] = (sofar + price, [*plan, list(order)])
        reached = next_reached
    _, plan = reached[(1 << len(stops)) - 1]
    return _told(stops, days, plan, [], base, cost)


def _costs(
    stops: Sequence[Stop], days: Sequence[date], base: tuple[float, float]
) -> Callable[[int, Sequence[int]], float]:
    points = [(one.lat, one.lon) for one in stops] + [base]
    table = [[distance_m(*here, *there) for there in points] for here in points]
    late = [[_late(stop, day) for day in days] for stop in stops]

    def cost(day: int, route: Sequence[int]) -> float:
        here, total = len(stops), 0.0
        for stop in route:
            total += table[here][stop] + late[stop][day]
            here = stop
        return total + table[here][len(stops)]

    return cost


def _late(stop: Stop, day: date) -> float:
    if stop.not_before is not None and day < stop.not_before:
        return float("inf")
    return max(0, (day - stop.due_on).days) * stop.weight * LATE_DAY_M


def _insertions(
    plan: Days, stop: int, cost: Callable[[int, Sequence[int]], float], most_a_day: int
) -> Iterator[tuple[float, int, int]]:
    for day, route in enumerate(plan):
        if len(route) < most_a_day:
            for place in range(len(route) + 1):
                yield cost(day, [*route[:place], stop, *route[place:]]) - cost(day, route), day, place


def _moves(plan: Days, most_a_day: int) -> Iterator[dict[int, list[int]]]:
    """Every plan that is one move away: a stop elsewhere, two stops exchanged, a stretch turned round."""
    for day, route in enumerate(plan):
        for first in range(len(route)):
            for last in range(first + 1, len(route)):
                yield {day: [*route[:first], *reversed(route[first : last + 1]), *route[last + 1 :]]}
        for at, stop in enumerate(route):
            rest = [*route[:at], *route[at + 1 :]]
            for other, goal in enumerate(plan):
                into = rest if other == day else goal
                if other != day and len(goal) >= most_a_day:
                    continue
                for place in range(len(into) + 1):
                    put = [*into[:place], stop, *into[place:]]
                    yield {day: rest, other: put} if other != day else {day: put}
            for other in range(day + 1, len(plan)):
                for place, swapped in enumerate(plan[other]):
                    yield {
                        day: [*route[:at], swapped, *route[at + 1 :]],
                        other: [*plan[other][:place], stop, *plan[other][place + 1 :]],
                    }


def _told(
    stops: Sequence[Stop],
    days: Sequence[date],
    plan: Days,
    left: Sequence[int],
    base: tuple[float, float],
    cost: Callable[[int, Sequence[int]], float],
) -> Week:
    whole = sum(cost(day, route) for day, route in enumerate(plan))
    late = sum(_late(stops[stop], days[day]) for day, route in enumerate(plan) for stop in route)
    return Week(
        days={day: [stops[stop].key for stop in route] for day, route in zip(days, plan, strict=True)},
        left_out=[stops[stop].key for stop in left],
        metres=whole - late,
        cost=whole,
    )
