"""Looking around, as people do: each page that is read is checked for what its reader must not see."""

from __future__ import annotations

from typing import Any

from config.demo.chance import Chance
from config.simulator.actor import Actor

Page = tuple[str, dict[str, Any]]
EVERYBODY: tuple[Page, ...] = (
    ("/tickets", {"open": "true", "limit": 25}),
    ("/tickets", {"limit": 50}),
    ("/enterprises", {"limit": 10}),
    ("/visits", {"limit": 10}),
    ("/inbox", {}),
)
STAFF: tuple[Page, ...] = (("/board", {}), ("/today", {}), ("/units", {}))


def browse(actor: Actor, chance: Chance) -> None:
    """Read one page; then open a ticket of it, first of all one whose card does not say why it is there."""
    path, query = chance.one(EVERYBODY if actor.role == "contact" else EVERYBODY + STAFF)
    body = actor.get(path, **query)
    if actor.unexplained:
        actor.get(f"/tickets/{min(actor.unexplained)}")
    elif path == "/tickets" and body and body["results"]:
        ref = chance.one(body["results"])["ref"]
        actor.get(f"/tickets/{ref}")
        actor.get(f"/tickets/{ref}/timeline")
