"""The benchmarks with open pages, with a handful of pages: they run, and every frame arrives. Nothing is timed."""

from __future__ import annotations

from benchmarks import live
from tests.whole.conftest import Grid
from tests.whole.test_survival import submit


def test_pages_held_by_the_client_hear_every_change_and_both_sides_of_the_fan_out(grid: Grid) -> None:
    ref, cookies = submit(grid.caller("eva")), live.readers(grid.stack, 6)
    figure = live.commit_to_page(
        grid.stack, cookies=cookies[:5], author=cookies[5], ref=ref, changes_a_second=10, seconds=0.5
    )
    assert figure.said.endswith("0 of 25 frames missing")
    gate = live.fanout(grid.stack, cookies=cookies, seconds=0.5, rounds=1)
    assert gate.ours > 0 < gate.other
