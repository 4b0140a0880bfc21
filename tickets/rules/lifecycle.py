"""The life cycle: one table that drives the guard, the clocks, the buttons, the generated page and the tests.

Source: domain.md 2.3a of the service's own rules. Drafts live in the browser and extension and objection are
request rows beside the state, so none of the three is a state here.
"""

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


S, P, E = State, Part, Effect
WORKING = (S.ASSIGNED, S.HANDLING, S.REDO)
OPEN_STATES = frozenset({S.SUBMITTED, S.NEED_INFO, S.ACCEPTED, *WORKING, S.ON_HOLD, S.RESOLVED, S.VERIFYING})
MOST_RETURNS = 2
"""Returned twice, a ticket has no unit left to go to by argument: it is for those above."""
ENDED = frozenset(State) - OPEN_STATES


def _row(
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
    wanted = (*needs, "reason") if reason and "reason" not in needs else needs
    return Row(verb, frozenset(sources), target, frozenset(parts), effect, wanted, reason, danger)


TABLE: dict[str, Row] = {
    row.verb: row
    for row in (
        _row("accept", {S.SUBMITTED}, S.ACCEPTED, {P.COORDINATOR, P.SYSTEM}),
        _row(
            "decline",
            {S.SUBMITTED, S.ACCEPTED},
            S.DECLINED,
            {P.COORDINATOR},
            E.STOP,
            reason=True,
            danger=True,
        ),
        _row(
            "ask_info",
            {S.SUBMITTED, S.ACCEPTED, S.ASSIGNED, S.HANDLING},
            S.NEED_INFO,
            {P.COORDINATOR, P.HOLDER},
            E.PAUSE,
            reason=True,
        ),
        _row(
            "supplement",
            {S.NEED_INFO},
            Same.RETURN,
            {P.ENTERPRISE, P.AUTHOR, P.COORDINATOR},
            E.RESUME,
            ("text",),
        ),
        _row(
            "assign",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            S.ASSIGNED,
            {P.COORDINATOR, P.UNIT_LEAD, P.SYSTEM},
            E.START,
            ("unit", "optional_person", "optional_reason"),
        ),
        _row("give_out", {S.ASSIGNED}, Same.STAY, {P.SYSTEM}),
        _row("acknowledge", {S.ASSIGNED, S.REDO}, S.HANDLING, {P.HOLDER}, E.ACKNOWLEDGED),
        _row("categorise", {S.SUBMITTED, S.ACCEPTED}, Same.STAY, {P.COORDINATOR}, needs=("category",)),
        _row("object", {S.ASSIGNED}, Same.STAY, {P.HOLDER}, reason=True),
        _row(
            "rule_objection",
            {S.ASSIGNED},
            S.ASSIGNED,
            {P.COORDINATOR},
            E.START,
            ("decision", "optional_unit"),
            reason=True,
        ),
        _row(
            "hand_over",
            {S.ASSIGNED, S.HANDLING, S.REDO},
            S.ASSIGNED,
            {P.HOLDER, P.COORDINATOR, P.SYSTEM},
            E.START,
            ("optional_unit",),
            reason=True,
        ),
        _row("record_contact", {S.HANDLING}, Same.STAY, {P.HOLDER, P.GRID}, E.CONTACTED, ("how", "text")),
        _row("ask_extension", {S.HANDLING}, Same.STAY, {P.HOLDER}, needs=("due_at",), reason=True),
        _row(
            "decide_extension",
            {S.HANDLING},
            Same.STAY,
            {P.COORDINATOR, P.LEADER},
            needs=("decision", "optional_reason"),
        ),
        _row("hold", {S.HANDLING}, S.ON_HOLD, {P.LEADER}, E.PAUSE, ("review_on",), reason=True),
        _row(
            "resume",
            {S.ON_HOLD},
            S.HANDLING,
            {P.LEADER, P.COORDINATOR, P.HOLDER},
            E.RESUME,
            ("optional_reason",),
        ),
        _row("resolve", {S.HANDLING}, S.RESOLVED, {P.HOLDER}, E.RESOLVED, ("outcome", "public_reply")),
        _row("start_callback", {S.RESOLVED}, S.VERIFYING, {P.COORDINATOR}),
        _row(
            "confirm",
            {S.RESOLVED, S.VERIFYING},
            S.CLOSED,
            {P.ENTERPRISE},
            E.STOP,
            ("score", "optional_tags", "optional_text"),
        ),
        _row(
            "reject",
            {S.RESOLVED, S.VERIFYING},
            S.REDO,
            {P.ENTERPRISE, P.COORDINATOR},
            E.REDO,
            reason=True,
        ),
        _row(
            "rate", {S.CLOSED}, Same.STAY, {P.ENTERPRISE}, needs=("score", "optional_tags", "optional_text")
        ),
        _row("close", {S.RESOLVED, S.VERIFYING}, S.CLOSED, {P.COORDINATOR}, E.STOP, reason=True, danger=True),
        _row("reopen", {S.CLOSED}, S.REDO, {P.ENTERPRISE, P.COORDINATOR}, E.REDO, reason=True),
        _row(
            "withdraw",
            {S.SUBMITTED, S.NEED_INFO, S.ACCEPTED, *WORKING},
            S.WITHDRAWN,
            {P.ENTERPRISE},
            E.STOP,
            reason=True,
            danger=True,
        ),
        _row(
            "merge",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            S.MERGED,
            {P.COORDINATOR},
            E.STOP,
            ("into",),
            reason=True,
            danger=True,
        ),
        _row(
            "give_subtask",
            {S.ACCEPTED, *WORKING, S.ON_HOLD},
            Same.STAY,
            {P.HOLDER, P.COORDINATOR, P.LEADER},
            needs=("unit", "optional_person", "text", "optional_days"),
        ),
        _row(
            "join_cause",
            {S.SUBMITTED, S.ACCEPTED, *WORKING, S.ON_HOLD},
            Same.STAY,
            {P.HOLDER, P.COORDINATOR},
            needs=("cause",),
        ),
        _row(
            "leave_cause",
            {S.SUBMITTED, S.ACCEPTED, *WORKING, S.ON_HOLD},
            Same.STAY,
            {P.HOLDER, P.COORDINATOR},
            reason=True,
        ),
        _row(
            "answer_in_common",
            {S.SUBMITTED, S.ACCEPTED, *WORKING},
            S.RESOLVED,
            {P.SYSTEM},
            E.RESOLVED,
            ("outcome", "public_reply"),
        ),
        _row(
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
