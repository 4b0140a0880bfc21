"""Who in a unit gets the next ticket, and why: hours of work in hand, limits, absences, turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from grid.rules.absence import Away, stand_in
from tickets.rules.lifecycle import State

SHARE: dict[str, int] = {
    State.SUBMITTED: 60,
    State.ACCEPTED: 60,
    State.ASSIGNED: 60,
    State.REDO: 60,
    State.HANDLING: 30,
}
"""Minutes still to be worked per usual hour of the category: all of them, half once handling has begun, and none
while the enterprise or the calendar is waited for or the result is out."""

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A member of the unit: `minutes` of work in hand, the `limit` in minutes (None without), the last turn taken."""

    id: int
    name: str
    minutes: int = 0
    limit: int | None = None
    last_turn: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who gets it and the reason in a word; `stands_for` when it is a deputy. Nobody with `waiting` means: in line."""

    person: int | None
    why: str
    stands_for: int | None = None


def choose_person(
    strategy: str, *, wanted: int | None, candidates: Sequence[Candidate], away: Away
) -> Choice:
    """The person wanted (the responsible cadre, or the one named) or the first present along the chain of deputies,
    when a member with room; otherwise among all members present with room, by turns or by the least hours in hand
    (the lowest id among equals). `unit_arranges` when the rule leaves it to the unit or the unit is empty; `waiting`
    when nobody is present with room."""
    if strategy == "nobody" or not candidates:
        return Choice(person=None, why="unit_arranges")
    free = {one.id: one for one in candidates if has_room(one, away)}
    if strategy in ("responsible", "named") and wanted is not None:
        found = stand_in(wanted, away)
        if found in free:
            return Choice(
                person=found,
                why=strategy if found == wanted else "deputy",
                stands_for=None if found == wanted else wanted,
            )
    if not free:
        return Choice(person=None, why="waiting")
    if strategy == "round_robin":
        chosen = min(free.values(), key=lambda one: (one.last_turn or NEVER, one.id))
        return Choice(person=chosen.id, why="round_robin")
    return Choice(person=min(free.values(), key=lambda one: (one.minutes, one.id)).id, why="least_loaded")


def has_room(one: Candidate, away: Away) -> bool:
    """Present, and below the limit."""
    return one.id not in away and (one.limit is None or one.minutes < one.limit)
