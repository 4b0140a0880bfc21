"""A board that missed what happened equals the database soon after its line is back."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator

from playwright.sync_api import expect

from config.embedded.stack import Stack
from tests.e2e.counts import cards, counts
from tests.e2e.entrance import Entrance
from tests.e2e.pages.desk import Board
from tests.whole.caller import Caller, until

CATEGORY = "OTH"
SOON = 10


def changes(enterprise: Caller, coordinator: Caller) -> Iterator[None]:
    """Problems that come in and move on, one change after the other, without end."""
    unit = next(one["id"] for one in coordinator.get("/units") if one["kind"] == "grid_team")
    for number in itertools.count():
        text = f"厂区外第 {secrets.randbelow(9000)} 号窨井盖破损,货车进出不便。"
        answer = enterprise.create("/tickets", {"category": "OTH-OTH", "text": text})
        assert answer.status_code == 201, answer.text
        yield
        ref = answer.json()["ref"]
        until(lambda ref=ref: bool(coordinator.get(f"/tickets/{ref}")["routing"]))  # type: ignore[misc]
        for verb, body in (("accept", {}), ("assign", {"unit": unit}))[: number % 3]:
            done = coordinator.act(ref, verb, **body)
            assert done.status_code == 200, done.text
            yield


def make(number: int, entrance: Entrance) -> None:
    """That many changes."""
    doing = changes(entrance.caller("enterprise"), entrance.caller("coordinator"))
    for _ in range(number):
        next(doing)


def equals_the_database(board: Board, entrance: Entrance) -> None:
    """Cards and counts on screen are those of the database, within ten seconds."""
    coordinator = entrance.caller("coordinator")
    board.settles_as(cards(coordinator, category=CATEGORY), seconds=SOON)
    for name, number in counts(coordinator, category=CATEGORY).items():
        expect(board.count(name)).to_have_text(str(number))


def test_a_browser_that_missed_ten_events_and_returns_equals_the_database(entrance: Entrance) -> None:
    page = entrance.page("coordinator", f"/desk/?category={CATEGORY}")
    board = Board(page)
    equals_the_database(board, entrance)
    entrance.watch(page).excuse("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    before = cards(entrance.caller("coordinator"), category=CATEGORY)
    make(10, entrance)
    board.settles_as(before, seconds=1)
    page.context.set_offline(False)
    equals_the_database(board, entrance)


def test_a_board_says_when_the_live_line_is_gone_and_catches_up(entrance: Entrance, stack: Stack) -> None:
    page = entrance.page("coordinator", f"/desk/?category={CATEGORY}")
    board = Board(page)
    entrance.watch(page).excuse("/live")
    died = stack.kill("live")
    make(5, entrance)
    stack.wait_until_back("live", instead_of=died)
    expect(page.get_by_role("banner").get_by_text("实时")).to_be_visible()
    equals_the_database(board, entrance)


def test_a_board_without_a_live_line_dims_and_names_the_time_it_shows(
    entrance: Entrance, stack: Stack
) -> None:
    page = entrance.page("coordinator", f"/desk/?category={CATEGORY}")
    board = Board(page)
    entrance.watch(page).excuse("/live")
    stack.supervisor.stop_programs(["live"], seconds=20)
    try:
        expect(page.get_by_text("连接中断")).to_be_visible()
        make(5, entrance)
        expect(page.get_by_role("banner").get_by_text("数据停在")).to_be_visible()
    finally:
        stack.start_application(["live"])
    expect(page.get_by_role("banner").get_by_text("实时")).to_be_visible(timeout=40_000)
    expect(page.get_by_text("连接中断")).to_be_hidden()
    equals_the_database(board, entrance)
