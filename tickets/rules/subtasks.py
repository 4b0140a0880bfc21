"""The life of a sub-task: a small table like the ticket's own, and how much working time it is given.

Source: domain.md 2.1 and 2.2 of the service's rules (加派 add a unit, 协办 answers the lead unit within three working
days, one window to return it). The units: budgets in working seconds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tickets.rules.vocabulary import OPEN_STATES, State


class SubTaskState(StrEnum):
    GIVEN = "given"
    ACCEPTED = "accepted"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class SubTaskKind(StrEnum):
    CO_HANDLING = "co_handling"
    TASK = "task"
    DECISION = "decision"


class SubTaskPart(StrEnum):
    """What somebody is to one sub-task."""

    DOER = "doer"
    """Of the unit it was given to."""
    GIVER = "giver"
    """Holds the ticket, or coordinates."""


@dataclass(frozen=True)
class SubTaskRow:
    """One verb: where from, where to, who may, what it needs."""

    verb: str
    sources: frozenset[SubTaskState]
    target: SubTaskState
    part: SubTaskPart
    needs: tuple[str, ...] = ()


S, P = SubTaskState, SubTaskPart
UNFINISHED = frozenset({S.GIVEN, S.ACCEPTED})
CO_HANDLING_DAYS = 3
"""Working days that a co-handler has when nothing else is said."""
MOST_DAYS = 30

TABLE: dict[str, SubTaskRow] = {
    row.verb: row
    for row in (
        SubTaskRow("accept", frozenset({S.GIVEN}), S.ACCEPTED, P.DOER),
        SubTaskRow("return", frozenset({S.GIVEN}), S.RETURNED, P.DOER, ("reason",)),
        SubTaskRow("finish", frozenset({S.GIVEN, S.ACCEPTED}), S.DONE, P.DOER, ("reply",)),
        SubTaskRow("send_back", frozenset({S.DONE}), S.ACCEPTED, P.GIVER, ("reason",)),
        SubTaskRow("cancel", frozenset({S.GIVEN, S.ACCEPTED}), S.CANCELLED, P.GIVER, ("reason",)),
    )
}


LIVE = OPEN_STATES - {State.RESOLVED, State.VERIFYING}
"""A ticket whose sub-tasks move. When it is resolved they are done, and none of them may come to life behind it."""


def allowed(state: str, parts: Collection[SubTaskPart], *, ticket: State) -> list[SubTaskRow]:
    """The verbs these parts may do now; a resolved or ended ticket has no living sub-task."""
    if ticket not in LIVE:
        return []
    return [row for row in TABLE.values() if state in row.sources and row.part in parts]
