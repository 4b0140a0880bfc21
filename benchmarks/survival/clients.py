"""The load under the faults: players who never die, and pages that must in the end show what is true."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.survival.grid import Trial
from config.demo.chance import Chance
from config.simulator.page import Page, View
from config.simulator.play import Theatre, Wish
from config.simulator.player import Limits
from tickets.rules.lifecycle import OPEN_STATES

HANDS = 4
PATIENCE = 120.0


class Clients:
    """Players that can be told to rest, and their pages."""

    def __init__(self, grid: Trial, seed: int, journal: Path) -> None:
        self._ended = threading.Event()
        self._resting = threading.Event()
        limits = Limits(open=40, cap=1_000_000, rest=(0.0, 1.5))
        wish = Wish(url=grid.url, seed=seed, firms=16, limits=limits, patience=PATIENCE, journal=journal)
        self.theatre = Theatre(wish, self._ended)
        self.cast = self.theatre.open()
        self._seed, self._grid = seed, grid
        self._idle = [threading.Event() for _ in range(HANDS)]
        self._threads = [
            threading.Thread(target=self._play, args=(number,), daemon=True) for number in range(HANDS)
        ]
        self.pages = self._open_pages()

    def start(self) -> None:
        """Everybody to their places."""
        for thread in self._threads:
            thread.start()

    def get_something_done(self, *, within: float) -> None:
        """Come back when a player has done something, or after the while."""
        done, deadline = self.theatre.findings.done, time.monotonic() + within
        while self.theatre.findings.done == done and time.monotonic() < deadline:
            time.sleep(0.05)

    def rest(self) -> None:
        """Wait until each hand has finished what it was doing."""
        self._resting.set()
        for idle in self._idle:
            if not idle.wait(PATIENCE * 3):
                raise AssertionError("a player did not finish what it was doing")

    def go_on(self) -> None:
        """Play again."""
        for idle in self._idle:
            idle.clear()
        self._resting.clear()

    def stop(self) -> None:
        """Close the pages and go home."""
        self._ended.set()
        for page in self.pages:
            page.stop()

    def unlike(self, page: Page) -> str:
        """How a page differs from what the database says through the API; nothing when it does not."""
        actor = page.actor
        if "board" in page.topics:
            board = actor.get("/board") or {}
            cards = [card for column in board.get("columns", {}).values() for card in column]
            counts = {(r["unit"], r["state"], r["lamp"]): r["count"] for r in board.get("counters", ())}
            return _unlike_counts(page.look(), counts) or _unlike_cards(page.look(), cards)
        cards = (actor.get("/tickets", limit=100) or {"results": []})["results"]
        return _unlike_cards(page.look(), cards)

    def _open_pages(self) -> list[Page]:
        firms = list(self.cast.firms.values())
        officer = next(door.username for door in self.cast.doors if door.role == "officer")
        names = ["coordinator", "leader"]
        chosen = [self.cast.one(role).username for role in names]
        wanted = [*chosen, firms[0].contact, firms[1].contact, officer]
        pages = [self.theatre.page(name) for name in wanted]
        pages += [self.theatre.page(name, address=self._grid.pages_url) for name in (chosen[0], wanted[2])]
        for page in pages:
            page.start()
        return pages

    def _play(self, number: int) -> None:
        player = self.theatre.player(number)
        pace = Chance(self._seed, "pace", number)
        while not self._ended.is_set():
            if self._resting.is_set():
                self._idle[number].set()
                time.sleep(0.05)
                continue
            if not player.step(self.theatre.findings):
                time.sleep(0.05)
            time.sleep(pace.between(0.0, 0.3))


def page_record(page: Page) -> dict[str, Any]:
    """What the checker needs to know of a page: what it joined, what it heard, what snapshots covered."""
    view = page.look()
    return {
        "reader": page.actor.username,
        "contact": page.actor.role == "contact",
        "topics": sorted(page.topics),
        "began": view.began,
        "until": view.position,
        "heard": view.heard,
        "excused": view.excused,
    }


def _unlike_counts(view: View, counts: dict[tuple[int, str, str], int]) -> str:
    shown = {place: n for place, n in view.counts.items() if n and place[1] in OPEN_STATES}
    if shown == counts:
        return ""
    differing = {p: (shown.get(p, 0), counts.get(p, 0)) for p in {*shown, *counts}}
    return f"counts (shown, true): { {p: both for p, both in differing.items() if both[0] != both[1]} }"


def _unlike_cards(view: View, cards: list[dict[str, object]]) -> str:
    for card in cards:
        shown = view.cards.get(str(card["ref"]))
        if shown is None:
            return f"{card['ref']} is not shown"
        if shown != card:
            fields = {name: (shown[name], card[name]) for name in card if shown[name] != card[name]}
            return f"{card['ref']} (shown, true): {fields}"
    return ""
