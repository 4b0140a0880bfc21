"""The life cycle: one table that drives the guard, the clocks, the buttons, the generated page and the tests.

Source: domain.md 2.3a of the service's own rules. Drafts live in the browser and extension and objection are
request rows beside the state, so none of the three is a state here. The words are in vocabulary.py, the rows of
sub-tasks and shared causes in teamwork.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tickets.rules import teamwork
from tickets.rules.vocabulary import (
    ENDED,
    OPEN_STATES,
    WORKING,
    Effect,
    Part,
    Row,
    Same,
    State,
    a_row,
)

__all__ = [
    "ENDED",
    "MOST_RETURNS",
    "OPEN_STATES",
    "TABLE",
    "WORKING",
    "Effect",
    "Facts",
    "Part",
    "Row",
    "Same",
    "State",
    "allowed",
    "may",
    "possible",
    "target",
]

S, P, E = State, Part, Effect
MOST_RETURNS = 2
"""Returned twice, a ticket has no unit left to go to by argument: it is for those above."""

TABLE: dict[str, Row] = {
    row.verb: row
    for row in (
        a_row("accept", {S.SUBMITTED}, S.ACCEPTED, {P.COORDINATOR, P.SYSTEM}),
        a_row(
            "decline",
            {S.SUBMITTED, S.ACCEPTED},
            S.DECLINED,
            {P.COORDINATOR},
            E.STOP,
            reason=True,
            danger=True,
        ),
        a_row(
            "ask_info",
            {S.SUBMITTED, S.ACCEPTED, S.ASSIGNED, S.HANDLING},
            S.NEED_INFO,
            {P.COORDINATOR, P.HOLDER},
            E.PAUSE,
            reason=True,
        ),
        a_row(
            "supplement",
            {S.NEED_INFO},
            Same.RETURN,
            {P.ENTERPRISE, P.AUTHOR, P.COORDINATOR},
            E.RESUME,
            ("text",),
        ),
        a_row(
            "assign",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            S.ASSIGNED,
            {P.COORDINATOR, P.UNIT_LEAD, P.SYSTEM},
            E.START,
            ("unit", "optional_person", "optional_reason"),
        ),
        a_row("give_out", {S.ASSIGNED}, Same.STAY, {P.SYSTEM}),
        a_row("acknowledge", {S.ASSIGNED, S.REDO}, S.HANDLING, {P.HOLDER}, E.ACKNOWLEDGED),
        a_row("categorise", {S.SUBMITTED, S.ACCEPTED}, Same.STAY, {P.COORDINATOR}, needs=("category",)),
        a_row("object", {S.ASSIGNED}, Same.STAY, {P.HOLDER}, reason=True),
        a_row(
            "rule_objection",
            {S.ASSIGNED},
            S.ASSIGNED,
            {P.COORDINATOR},
            E.START,
            ("decision", "optional_unit"),
            reason=True,
        ),
        a_row(
            "hand_over",
            {S.ASSIGNED, S.HANDLING, S.REDO},
            S.ASSIGNED,
            {P.HOLDER, P.COORDINATOR, P.SYSTEM},
            E.START,
            ("optional_unit",),
            reason=True,
        ),
        a_row("record_contact", {S.HANDLING}, Same.STAY, {P.HOLDER, P.GRID}, E.CONTACTED, ("how", "text")),
        a_row("ask_extension", {S.HANDLING}, Same.STAY, {P.HOLDER}, needs=("due_at",), reason=True),
        a_row(
            "decide_extension",
            {S.HANDLING},
            Same.STAY,
            {P.COORDINATOR, P.LEADER},
            needs=("decision", "optional_reason"),
        ),
        a_row("hold", {S.HANDLING}, S.ON_HOLD, {P.LEADER}, E.PAUSE, ("review_on",), reason=True),
        a_row(
            "resume",
            {S.ON_HOLD},
            S.HANDLING,
            {P.LEADER, P.COORDINATOR, P.HOLDER},
            E.RESUME,
            ("optional_reason",),
        ),
        a_row("resolve", {S.HANDLING}, S.RESOLVED, {P.HOLDER}, E.RESOLVED, ("outcome", "public_reply")),
        a_row("start_callback", {S.RESOLVED}, S.VERIFYING, {P.COORDINATOR}),
        a_row(
            "confirm",
            {S.RESOLVED, S.VERIFYING},
            S.CLOSED,
            {P.ENTERPRISE},
            E.STOP,
            ("score", "optional_tags", "optional_text"),
        ),
        a_row(
            "reject",
            {S.RESOLVED, S.VERIFYING},
            S.REDO,
            {P.ENTERPRISE, P.COORDINATOR},
            E.REDO,
            reason=True,
        ),
        a_row(
            "rate", {S.CLOSED}, Same.STAY, {P.ENTERPRISE}, needs=("score", "optional_tags", "optional_text")
        ),
        a_row(
            "close", {S.RESOLVED, S.VERIFYING}, S.CLOSED, {P.COORDINATOR}, E.STOP, reason=True, danger=True
        ),
        a_row("reopen", {S.CLOSED}, S.REDO, {P.ENTERPRISE, P.COORDINATOR}, E.REDO, reason=True),
        a_row(
            "withdraw",
            {S.SUBMITTED, S.NEED_INFO, S.ACCEPTED, *WORKING},
            S.WITHDRAWN,
            {P.ENTERPRISE},
            E.STOP,
            reason=True,
            danger=True,
        ),
        a_row(
            "merge",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            S.MERGED,
            {P.COORDINATOR},
            E.STOP,
            ("into",),
            reason=True,
            danger=True,
        ),
        *teamwork.ROWS,
        a_row(
            "urge",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            Same.STAY,
            {P.ENTERPRISE, P.COORDINATOR, P.LEADER},
            needs=("optional_text",),
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What beside the state a verb may hang on."""

    objection_open: bool = False
    objection_spent: bool = False
    """The unit has had its ruling, or the ticket was returned as often as may be."""
    extension_open: bool = False
    extensions_granted: int = 0
    ratings: int = 0
    reopen_until_passed: bool = False
    unfinished_tasks: int = 0
    in_cause: bool = False


def possible(verb: str, facts: Facts) -> bool:
    """Whether the rows beside the ticket let the verb make sense now."""
    checks = {
        "object": not facts.objection_open and not facts.objection_spent,
        "rule_objection": facts.objection_open,
        "acknowledge": not facts.objection_open,
        "ask_extension": not facts.extension_open,
        "decide_extension": facts.extension_open,
        "resolve": not facts.unfinished_tasks,
        "answer_in_common": not facts.unfinished_tasks,
        "join_cause": not facts.in_cause,
        "leave_cause": facts.in_cause,
        "rate": facts.ratings < 2,
        "reopen": not facts.reopen_until_passed,
    }
    return checks.get(verb, True)


def may(verb: str, parts: Collection[Part], facts: Facts) -> bool:
    """Whether somebody who is `parts` to the ticket may ever do the verb; a second extension needs a leader."""
    if verb == "decide_extension" and facts.extensions_granted:
        return Part.LEADER in parts
    if verb == "decide_extension":
        return Part.COORDINATOR in parts
    return not TABLE[verb].parts.isdisjoint(parts)


def allowed(state: State, parts: Collection[Part], facts: Facts) -> list[Row]:
    """The verbs that these parts may do now, in the table's order."""
    return [
        row
        for row in TABLE.values()
        if state in row.sources and may(row.verb, parts, facts) and possible(row.verb, facts)
    ]


def target(row: Row, state: State, before: State | None) -> State:
    """The state after the verb."""
    if row.target is Same.STAY:
        return state
    if row.target is Same.RETURN:
        return before or State.SUBMITTED
    return State(row.target)
