"""The words of the life cycle: states, parts, effects on the clocks, and the row that joins them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    SUBMITTED = "submitted"
    NEED_INFO = "need_info"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    VERIFYING = "verifying"
    REDO = "redo"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Part(StrEnum):
    """What somebody is to one ticket; a person may be several."""

    ENTERPRISE = "enterprise"
    AUTHOR = "author"
    GRID = "grid"
    HOLDER = "holder"
    UNIT_LEAD = "unit_lead"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    SYSTEM = "system"


class Effect(StrEnum):
    """What a verb does to the clocks."""

    NONE = "none"
    START = "start"
    ACKNOWLEDGED = "acknowledged"
    CONTACTED = "contacted"
    PAUSE = "pause"
    RESUME = "resume"
    RESOLVED = "resolved"
    REDO = "redo"
    STOP = "stop"


class Same(StrEnum):
    """Targets that are not a fixed state."""

    STAY = "stay"
    RETURN = "return"


@dataclass(frozen=True)
class Row:
    """One verb: where from, where to, who may, what it does to the clocks, what it needs."""

    verb: str
    sources: frozenset[State]
    target: State | Same
    parts: frozenset[Part]
    effect: Effect = Effect.NONE
    needs: tuple[str, ...] = ()
    reason_required: bool = False
    danger: bool = False


WORKING = (State.ASSIGNED, State.HANDLING, State.REDO)
OPEN_STATES = frozenset(
    {
        State.SUBMITTED,
        State.NEED_INFO,
        State.ACCEPTED,
        *WORKING,
        State.ON_HOLD,
        State.RESOLVED,
        State.VERIFYING,
    }
)
ENDED = frozenset(State) - OPEN_STATES


def a_row(
    verb: str,
    sources: Collection[State],
    target: State | Same,
    parts: Collection[Part],
    effect: Effect = Effect.NONE,
    needs: tuple[str, ...] = (),
    *,
    reason: bool = False,
    danger: bool = False,
) -> Row:
    """A row as the tables write it; a required reason is also asked for."""
    wanted = (*needs, "reason") if reason and "reason" not in needs else needs
    return Row(verb, frozenset(sources), target, frozenset(parts), effect, wanted, reason, danger)
