"""The benchmarks' own code, with a hundredth of the counts: it runs, and both sides do what they say."""

from __future__ import annotations

from benchmarks import cases
from benchmarks.recount import recount
from benchmarks.timing import Ratio
from tests.people import World
from tickets.models import Clock, Ticket


def test_every_case_measures_both_sides(people: World) -> None:
    cases.fill(people, 40)
    ratios = [case(people, 1) for case in (cases.create, cases.listing, cases.snapshot)]
    assert all(ratio.ours_ms > 0 and ratio.other_ms > 0 for ratio in ratios)
    assert Ticket.objects.count() == 41 + 4


def test_a_changed_calendar_moves_the_open_deadlines(people: World) -> None:
    cases.fill(people, 8)
    # The ticket that was copied has promises of its own, which move or not by the hour of the day.
    Clock.objects.all().delete()
    found = recount(people, list(Ticket.objects.open().filter(holder_unit__isnull=False)))
    assert (found.tickets, found.moved) == (6, 6)
    assert found.seconds > 0


def test_a_ratio_says_how_many_times_faster_and_whether_the_goal_is_met() -> None:
    ratio = Ratio("x", ours_ms=2, other_ms=10, goal=3)
    assert ratio.times == 5
    assert ratio.holds
    assert "ok" in ratio.line()
