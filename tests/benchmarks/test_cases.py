"""The benchmarks' own code with small counts: it runs, and both sides do what they say. Nothing here is timed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from benchmarks import over_http
from benchmarks.counters import counters
from benchmarks.fill import fill
from benchmarks.recount import recount
from benchmarks.timing import Figure, Gate, p95
from core.models import AnsweredCreate, EventRecord
from tests.browser import Browser
from tests.people import World
from tickets.models import BoardCounter, Clock, Span, Ticket


@pytest.fixture
def plain(settings: Any) -> None:
    settings.ROOT_URLCONF = "benchmarks.plain.urls"


def test_both_creates_write_the_same_number_of_rows(people: World, plain: None) -> None:
    gate = over_http.create(Browser(people.eva), enterprise=people.chips.pk, rounds=1)
    assert gate.ours > 0 < gate.other
    for table, each in ((Ticket, 1), (Clock, 3), (Span, 1), (EventRecord, 1), (AnsweredCreate, 1)):
        rows = table.objects.exclude(kind="user_created") if table is EventRecord else table.objects.all()
        kinds = {"kind": "ticket_submitted"} if table is EventRecord else {}
        assert rows.filter(**kinds).count() == 4 * each, table


def test_both_lists_show_the_same_tickets(people: World, plain: None) -> None:
    fill(people, 60, enterprises=4)
    dora = Browser(people.dora)
    ours, other = (dora.get(path).json()["results"] for path in ("/tickets", "/plain/tickets"))
    assert len(ours) == 25
    assert [row["ref"] for row in ours] == [row["ref"] for row in other]
    assert over_http.listing(dora, rounds=1).ours > 0


def test_a_filled_world_has_its_counts_and_is_searched(people: World) -> None:
    fill(people, 60, enterprises=4)
    dora = Browser(people.dora)
    assert sum(row.count for row in BoardCounter.objects.all()) == Ticket.objects.count() == 60
    word = Ticket.objects.order_by("id")[0].text[3:5]
    assert dora.get(over_http.searching(word)).json()["results"]
    gate = over_http.growth("board", "/board", dora, dora, rounds=1, tail=True)
    assert gate.at_most


def test_kept_counters_are_measured_beside_the_inserts(people: World) -> None:
    gate = counters(people.eva, timezone.now(), batch=2, rounds=1)
    assert gate.times > 1
    assert Ticket.objects.count() == 2


def test_a_changed_calendar_moves_the_open_deadlines(people: World) -> None:
    fill(people, 60, enterprises=4)
    opened = list(Ticket.objects.open().filter(holder_unit__isnull=False))
    found = recount(people.dora, opened)
    assert found.tickets == found.moved == len(opened) > 0
    assert found.gate().ours > 0


def test_a_gate_says_its_ratio_and_whether_it_holds() -> None:
    faster = Gate(name="x", ours=2, other=10, goal=3)
    assert (faster.times, faster.holds) == (5, True)
    dearer = Gate(name="x", ours=16, other=10, goal=1.5, at_most=True)
    assert (dearer.times, dearer.holds) == (1.6, False)
    assert "MISSED" in dearer.line()
    more = Gate(name="x", ours=300, other=10, goal=15, unit="frames/s")
    assert (more.times, more.holds) == (30, True)
    assert p95(range(1, 101)) == 96
    assert "p99" in Figure(name="x", said="p99 3 ms").line()
