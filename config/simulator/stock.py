"""The tickets that the simulator keeps moving, and how many rows it has made."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from config.simulator.actor import Actor, marked

ENDED = frozenset({"declined", "withdrawn", "merged"})


@dataclass
class Thing:
    """One ticket on its way: whose it is, how it last stood, and when it may be touched again."""

    ref: str
    firm: str
    state: str
    ready_at: float


class Stock:
    """Shared by all players; a thing is taken by one of them at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: dict[str, Thing] = {}
        self.made = 0

    def load(self, reader: Actor, played: set[str], at: float) -> None:
        """Find again what earlier runs made: the mark in the uuid tells."""
        cursor: str | None = None
        while True:
            page = reader.get("/tickets", limit=100, cursor=cursor) or {"results": [], "next": None}
            for card in page["results"]:
                if marked(card["uuid"]):
                    self.made += 1
                    if card["enterprise"]["id"] in played:
                        self.put(card, at)
            cursor = page["next"]
            if cursor is None:
                return

    def put(self, card: dict[str, Any], ready_at: float) -> None:
        """Back in the stock as it now stands; what has ended is forgotten."""
        with self._lock:
            if card["state"] not in ENDED:
                self._things[card["ref"]] = Thing(
                    card["ref"], card["enterprise"]["id"], card["state"], ready_at
                )

    def added(self) -> None:
        """One more row was made."""
        with self._lock:
            self.made += 1

    def open(self) -> int:
        """How many are still worked on."""
        with self._lock:
            return sum(thing.state != "closed" for thing in self._things.values())

    def take(self, at: float, firms: Collection[str]) -> Thing | None:
        """The thing of these enterprises that has waited longest, out of the stock until it is put back."""
        with self._lock:
            ready = [thing for thing in self._things.values() if thing.ready_at <= at and thing.firm in firms]
            if not ready:
                return None
            chosen = min(ready, key=lambda thing: (thing.ready_at, thing.ref))
            return self._things.pop(chosen.ref)

    def twins(self, firm: str) -> list[str]:
        """Open tickets of an enterprise, to merge a double into."""
        with self._lock:
            return sorted(t.ref for t in self._things.values() if t.firm == firm and t.state != "closed")
