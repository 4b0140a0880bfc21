"""The rows of the ladder and of supervision, and who is who on each rung.

A rung is raised by time, by hand or by the enterprise; the receiver accepts it, or returns it once and the rung
above rules the same day. Supervision lies over the state and never is one.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from tickets.rules.vocabulary import WORKING, Effect, Part, Same, State, a_row

TOP = 4
"""The joint meeting."""


class RungState(StrEnum):
    """How the highest rung stands. FINAL: its return was refused, it can only be accepted."""

    NONE = ""
    RAISED = "raised"
    RETURNED = "returned"
    FINAL = "final"
    ACCEPTED = "accepted"


S, P = State, Part
RECEIVER = {1: P.UNIT_LEAD, 2: P.UNIT_LEAD, 3: P.COORDINATOR, 4: P.LEADER}
"""Who accepts or returns each rung: team leader, department, coordinator, and who convenes the joint meeting."""
RULER = {1: P.COORDINATOR, 2: P.COORDINATOR, 3: P.LEADER, 4: P.LEADER}
"""Who rules on a returned rung: the coordinator, and above the coordinator a leader."""
SETTLED = frozenset({RungState.NONE, RungState.ACCEPTED})
WAITING = frozenset({RungState.RAISED, RungState.FINAL})

ROWS = (
    a_row(
        "escalate",
        WORKING,
        Same.STAY,
        {P.HOLDER, P.UNIT_LEAD, P.COORDINATOR, P.LEADER, P.ENTERPRISE},
        reason=True,
    ),
    a_row("accept_rung", WORKING, Same.STAY, {P.UNIT_LEAD, P.COORDINATOR, P.LEADER}),
    a_row("return_rung", WORKING, Same.STAY, {P.UNIT_LEAD, P.COORDINATOR, P.LEADER}, reason=True),
    a_row("rule_rung", WORKING, Same.STAY, {P.COORDINATOR, P.LEADER}, needs=("decision",), reason=True),
    a_row(
        "supervise",
        {S.ACCEPTED, *WORKING, S.ON_HOLD},
        Same.STAY,
        {P.COORDINATOR, P.LEADER},
        needs=("colour", "text"),
    ),
    a_row(
        "answer_notice",
        {*WORKING, S.ON_HOLD, S.NEED_INFO},
        Same.STAY,
        {P.HOLDER, P.UNIT_LEAD},
        needs=("text",),
    ),
    a_row("wait_over", {S.NEED_INFO}, Same.RETURN, {P.SYSTEM}, Effect.RESUME),
)


def is_watched(priority: str, urged: int) -> bool:
    """Whether a blue notice goes out by itself when little time is left: for what is urgent, and for what somebody
    has urged. Blue is for what is near its due moment (domain.md 2.3); what is late climbs the ladder instead."""
    return priority == "urgent" or urged > 0


def may_climb(parts: Collection[Part], *, promise_broken: bool) -> bool:
    """Staff may escalate at any time; the enterprise once a promise is broken."""
    staff = {P.HOLDER, P.UNIT_LEAD, P.COORDINATOR, P.LEADER}
    return not staff.isdisjoint(parts) or (P.ENTERPRISE in parts and promise_broken)


def receives(rung: int, parts: Collection[Part]) -> bool:
    """Whether somebody with these parts answers for the rung."""
    return RECEIVER.get(rung) in parts


def rules_on(rung: int, parts: Collection[Part]) -> bool:
    """Whether somebody with these parts rules on the returned rung."""
    return RULER.get(rung) in parts
