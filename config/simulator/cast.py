"""Who is played: some enterprises with their contacts, and whoever comes to hold their problems."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.demo.chance import Chance
from config.simulator.actor import Actor
from config.simulator.doors import SHOWN_NAMES, Door

ROLES = ("coordinator", "leader")
NEAR = 4
"""Enterprises of the team that newcomers walk in to, so that its board moves too."""


@dataclass(frozen=True, kw_only=True)
class Firm:
    """An enterprise that is played: who speaks for it and which cadre answers for it."""

    id: str
    name: str
    kind: str
    contact: str
    cadre: str
    """Usernames; the cadre's is empty when nobody answers for it."""
    near: bool
    """Of the team whose board newcomers see."""


class Cast:
    """Signs people in when they are first needed, and remembers who is who."""

    def __init__(
        self, doors: list[Door], make: Callable[[str], Actor], chance: Chance, *, firms: int
    ) -> None:
        self.doors, self._make, self._chance, self._wanted = doors, make, chance, firms
        self._by_name = {door.name: door for door in doors}
        self._actors: dict[str, Actor] = {}
        self._units: dict[int, list[dict[str, Any]]] = {}
        self._lock = threading.RLock()
        self.firms: dict[str, Firm] = {}
        self.departments: list[int] = []

    def gather(self) -> None:
        """Choose the enterprises to be played, with the coordinator's eyes. Safe to ask again."""
        if self.firms:
            return
        centre = self.one("coordinator")
        self.departments = [row["id"] for row in centre.get("/units", kind="department") or []]
        speakers: dict[str, str] = {}
        for door in self.doors:
            if door.role == "contact":
                speakers.setdefault(door.caption, door.username)
        rows = [row for row in _register(centre) if row["short_name"] in speakers and _is_free(row)]
        shown_team = _team_of_newcomers(rows, centre)
        near = [row for row in rows if (row["unit"] or {}).get("id") == shown_team]
        chosen = self._chance.some(near, NEAR)
        chosen += self._chance.some([row for row in rows if row not in chosen], self._wanted - len(chosen))
        for row in chosen:
            cadre = self._by_name.get((row["cadre"] or {}).get("name", ""))
            self.firms[row["id"]] = Firm(
                id=row["id"],
                name=row["short_name"],
                kind=row["kind"],
                contact=speakers[row["short_name"]],
                cadre=cadre.username if cadre else "",
                near=row in near,
            )

    def some_firms(self, *, near: bool) -> list[Firm]:
        """The enterprises, or only those whose moves newcomers see on their team's board."""
        return [firm for firm in self.firms.values() if firm.near] if near else list(self.firms.values())

    def one(self, role: str) -> Actor:
        """The first of a part: there are few coordinators and leaders."""
        return self.named(next(door.username for door in self.doors if door.role == role))

    def named(self, username: str) -> Actor:
        """An actor, signed in."""
        with self._lock:
            if username not in self._actors:
                actor = self._make(username)
                actor.sign_in()
                self._actors[username] = actor
            return self._actors[username]

    def signed_in(self) -> list[Actor]:
        """Everybody who has been needed so far."""
        return list(self._actors.values())

    def holder_of(self, ticket: dict[str, Any], chance: Chance) -> Actor | None:
        """Somebody who may act for the holder; None when only a newcomer's account could."""
        if person := ticket.get("holder"):
            door = self._by_name.get(person["name"])
            if door and door.role == person["role"]:
                return self.named(door.username)
        if not ticket.get("unit"):
            return None
        people = [row for row in self._people(ticket["unit"]["id"]) if row["name"] in self._by_name]
        if ticket.get("holder"):
            people = [row for row in people if row["is_lead"]]
        return self.named(self._by_name[chance.one(people)["name"]].username) if people else None

    def _people(self, unit: int) -> list[dict[str, Any]]:
        if unit not in self._units:
            self._units[unit] = (self.one("coordinator").get(f"/units/{unit}") or {}).get("people", [])
        return self._units[unit]


def _register(centre: Actor) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = centre.get("/enterprises", limit=100, cursor=cursor) or {"results": [], "next": None}
        rows += page["results"]
        cursor = page["next"]
        if cursor is None:
            return rows


def _is_free(row: dict[str, Any]) -> bool:
    """Not an enterprise of the cadre whom newcomers play."""
    return (row["cadre"] or {}).get("name") not in SHOWN_NAMES


def _team_of_newcomers(rows: list[dict[str, Any]], centre: Actor) -> int:
    """The team that one of the shown accounts leads; 0 when there is none."""
    for unit in centre.get("/units", kind="grid_team") or []:
        if (unit["lead"] or {}).get("name") in SHOWN_NAMES:
            return int(unit["id"])
    return 0
