"""The two ways of playing: for somebody who watches, and as a load that is counted."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.demo.chance import Chance
from config.simulator.actor import Actor, Findings, GaveUp
from config.simulator.attention import Attention, pages_of_others
from config.simulator.cast import Cast
from config.simulator.doors import doors
from config.simulator.journal import Journal
from config.simulator.line import Line, Unreachable
from config.simulator.page import Page
from config.simulator.player import Limits, Player
from config.simulator.stock import Stock

logger = logging.getLogger(__name__)
BEAT = (2.2, 4.2)
"""Seconds between two changes when somebody watches."""
LOOK = 0.7
REACHED_WITHIN = 20.0


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Where, how much, and how chance falls."""

    url: str
    seed: int
    firms: int = 12
    limits: Limits = field(default_factory=Limits)
    authority: str = ""
    patience: float = 60
    journal: Path | None = None


class Theatre:
    """Everything that the players share."""

    def __init__(self, wish: Wish, stopping: threading.Event) -> None:
        self.wish, self.stopping = wish, stopping
        self.findings, self.journal = Findings(), Journal(wish.journal)
        self.stock = Stock()
        self.cast: Cast | None = None

    def open(self, *, within: float = math.inf) -> Cast:
        """Read the front page, choose the enterprises, find what earlier runs left; GaveUp when nothing answers."""
        deadline = time.monotonic() + within
        while self.cast is None:
            try:
                found = doors(Line(self.wish.url, authority=self.wish.authority))
                if not found:
                    raise GaveUp(f"{self.wish.url} offers no demo people to walk in as")
                cast = Cast(found, self._actor, Chance(self.wish.seed, "cast"), firms=self.wish.firms)
                cast.gather()
                self.stock.load(cast.one("coordinator"), set(cast.firms), time.monotonic())
                self.cast = cast
            except Unreachable:
                if self.stopping.wait(1) or time.monotonic() > deadline:
                    raise GaveUp(f"nothing answers at {self.wish.url}; ./run up starts a grid") from None
        return self.cast

    def player(self, number: int) -> Player:
        """One hand, with its own stream of chance."""
        assert self.cast is not None
        chance = Chance(self.wish.seed, "player", number)
        return Player(self.cast, self.stock, self.wish.limits, chance)

    def page(self, username: str, *, address: str = "") -> Page:
        """A page of its own connection, reading along: the board's for staff, the enterprise's for a contact."""
        actor = self._actor(username)
        actor.sign_in()
        topics = {f"user.{actor.me['id']}"}
        if actor.role == "contact":
            topics |= {f"enterprise.{one}" for one in actor.served}
        elif actor.role in {"coordinator", "leader"}:
            topics.add("board")
        else:
            topics |= {f"unit.{unit['id']}" for unit in actor.me["units"]}
        return Page(actor, frozenset(topics), address=address)

    def _actor(self, username: str) -> Actor:
        return Actor(
            Line(self.wish.url, authority=self.wish.authority),
            username,
            journal=self.journal,
            findings=self.findings,
            patience=self.wish.patience,
            stopping=self.stopping.is_set,
        )


def play_while_watched(wish: Wish, stopping: threading.Event) -> None:
    """Play as long as others have pages open and ten minutes longer; then sleep until one opens."""
    theatre, attention = Theatre(wish, stopping), Attention()
    cast = theatre.open()
    player, beat = theatre.player(0), Chance(wish.seed, "beat")
    page: Page | None = None
    while not stopping.is_set():
        attention.notice(pages_of_others(int(page is not None and page.connected)), time.monotonic())
        if not attention.is_awake(time.monotonic()):
            if page is not None:
                page.stop()
                page = None
            stopping.wait(LOOK)
            continue
        if page is None:
            page = theatre.page(cast.one("coordinator").username)
            page.start()
        player.step(theatre.findings)
        for found in (theatre.findings.violations, theatre.findings.crashes):
            for line in found:
                logger.error("%s", line)
            found.clear()
        stopping.wait(beat.between(*BEAT))


def play_load(
    wish: Wish, *, rate: float, seconds: float, stopping: threading.Event, tell: Callable[[str], None]
) -> Findings:
    """So many steps a second for so long, by as many hands as that needs; what was found comes back."""
    theatre = Theatre(wish, stopping)
    theatre.open(within=REACHED_WITHIN)
    hands = max(1, min(16, round(rate)))
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_turns, args=(theatre, number, hands / rate, until), daemon=True)
        for number in range(hands)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        stopping.wait(5)
        if not stopping.is_set():
            tell(f"{theatre.findings.done} done, {len(theatre.findings.violations)} violations")
        for thread in threads:
            thread.join(timeout=0.1 if not stopping.is_set() else wish.patience)
    return theatre.findings


def _turns(theatre: Theatre, number: int, every: float, until: float) -> None:
    player, chance = theatre.player(number), Chance(theatre.wish.seed, "pace", number)
    theatre.stopping.wait(chance.between(0, every))
    while time.monotonic() < until and not theatre.stopping.is_set():
        began = time.monotonic()
        player.step(theatre.findings)
        theatre.stopping.wait(max(0.0, began + every * chance.between(0.7, 1.3) - time.monotonic()))
