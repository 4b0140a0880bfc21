"""An open page without a screen: it keeps what it shows by the live protocol, and says when the protocol is broken."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from config.simulator.actor import Actor, GaveUp
from config.simulator.guard import frame_faults

SILENCE = 15.0
"""Seconds without a word after which the line is dead; heartbeats come every ten."""
BEHIND = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
Place = tuple[int, str, str]


@dataclass
class View:
    """What the page shows: cards by number, counts by place, and up to which event that is true."""

    epoch: str = ""
    position: int = 0
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: Counter[Place] = field(default_factory=Counter)
    heard: list[int] = field(default_factory=list)
    excused: list[tuple[int, int]] = field(default_factory=list)
    """Stretches (after, up to) that a snapshot covered instead of events."""
    began: int = 0


class Page:
    """One reader's page in a thread of its own."""

    def __init__(self, actor: Actor, topics: frozenset[str], *, address: str = "") -> None:
        self.actor, self.topics = actor, topics
        self._address = (address or actor.line.url).replace("http", "ws", 1) + "/live"
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"page-{actor.username}", daemon=True)
        self._lock = threading.Lock()
        self.view, self.connected, self.opened, self.resyncs = View(), False, 0, 0
        self._behind = 0
        self._asked_since, self._again = 0, range(0)

    def start(self) -> None:
        """Fetch the first snapshot and stay connected from then on."""
        self._thread.start()

    def stop(self) -> None:
        """Close the page."""
        self._stopping.set()
        self._thread.join(timeout=20)

    def look(self) -> View:
        """A copy of what is shown now."""
        with self._lock:
            return View(
                self.view.epoch,
                self.view.position,
                dict(self.view.cards),
                Counter(self.view.counts),
                list(self.view.heard),
                list(self.view.excused),
                self.view.began,
            )

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                if not self.view.epoch:
                    self._snapshot()
                pause = self._stay(pause)
            except (OSError, ConnectionClosed, InvalidHandshake, GaveUp, EOFError, TimeoutError):
                pause = min(pause * 2, LONGEST_PAUSE)
            finally:
                self.connected = False
            self._stopping.wait(pause * random.uniform(0.7, 1.3))  # noqa: S311 - spreads load, guards nothing

    def _stay(self, pause: float) -> float:
        cookies = "; ".join(f"{name}={value}" for name, value in self.actor.line.cookies.items())
        with connect(
            self._address,
            additional_headers={"Cookie": cookies},
            origin=Origin(self.actor.line.url),
            open_timeout=10,
            close_timeout=1,
            max_size=None,
        ) as socket:
            self.opened += 1
            last = time.monotonic()
            while not self._stopping.is_set():
                try:
                    message = json.loads(socket.recv(timeout=1))
                except TimeoutError:
                    if time.monotonic() - last > SILENCE:
                        return FIRST_PAUSE
                    continue
                except ConnectionClosed as closed:
                    if closed.rcvd and closed.rcvd.code == 4401:
                        self.actor.sign_in()
                    return min(pause * 2, LONGEST_PAUSE)
                last, pause = time.monotonic(), FIRST_PAUSE
                self._hear(socket, message)
        return FIRST_PAUSE

    def _hear(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "hello":
            if message["epoch"] != self.view.epoch:
                self._snapshot()
            self._subscribe(socket)
        elif kind == "subscribed":
            self.connected = True
            # What came between asking and this answer comes again: it was on its way when the page asked.
            self._again = range(self._asked_since + 1, self.view.position + 1)
        elif kind == "refused":
            self._fault(f"was refused {message['topic']}")
        elif kind == "resync":
            self.resyncs += 1
            self._snapshot()
            self._subscribe(socket)
        elif kind == "heartbeat":
            self._behind = self._behind + 1 if message["head"] > self.view.position else 0
            if self._behind >= BEHIND:
                self._behind = 0
                self._subscribe(socket)
        elif kind == "event":
            self._behind = 0
            self._event(message)

    def _subscribe(self, socket: ClientConnection) -> None:
        self._asked_since = self.view.position
        asked = {
            "type": "subscribe",
            "topics": sorted(self.topics),
            "since": self.view.position,
            "epoch": self.view.epoch,
        }
        socket.send(json.dumps(asked))

    def _event(self, frame: dict[str, Any]) -> None:
        for fault in frame_faults(self.actor, frame, self.topics):
            self._fault(fault)
        with self._lock:
            view, data = self.view, frame["data"]
            if frame["seq"] <= view.position:
                if frame["seq"] in self._again:
                    return
                self._fault(f"heard {frame['seq']} after {view.position}")
                return
            view.position = frame["seq"]
            view.heard.append(frame["seq"])
            card = data.get("card")
            if card and card["version"] >= view.cards.get(card["ref"], {"version": 0})["version"]:
                view.cards[card["ref"]] = card
            if data.get("after"):
                if data["before"]:
                    view.counts[_place(data["before"])] -= 1
                view.counts[_place(data["after"])] += 1

    def _snapshot(self) -> None:
        """What is true now, and from which event on. Cards may already be newer than that; versions tell."""
        board = self.actor.get("/board") if "board" in self.topics else self._own()
        if not board:
            raise GaveUp("no snapshot")
        with self._lock:
            before, view = self.view.position, self.view
            view.epoch, view.position = board["epoch"], board["as_of"]
            view.cards = {card["ref"]: card for column in board["columns"].values() for card in column}
            view.counts = Counter(
                {(row["unit"], row["state"], row["lamp"]): row["count"] for row in board["counters"]}
            )
            if before:
                view.excused.append((before, view.position))
            else:
                view.began = view.position

    def _own(self) -> dict[str, Any]:
        """An enterprise has no board: its list is the snapshot, as of what /me said before."""
        me = self.actor.get("/me")
        cards = (self.actor.get("/tickets", limit=100) or {"results": []})["results"] if me else []
        return (
            {"epoch": me["epoch"], "as_of": me["head"], "columns": {"": cards}, "counters": []} if me else {}
        )

    def _fault(self, fault: str) -> None:
        self.actor.findings.violations.append(f"page of {self.actor.username}: {fault}")


def _place(place: dict[str, Any]) -> Place:
    return (place["unit"], place["state"], place["lamp"])
