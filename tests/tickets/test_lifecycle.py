"""The table is walked whole: every verb, from every state, by every part."""

from __future__ import annotations

import itertools

import pytest

from tickets.rules.lifecycle import (
    ENDED,
    OPEN_STATES,
    TABLE,
    Facts,
    Part,
    Same,
    State,
    allowed,
    may,
    possible,
    target,
)

WALK = list(itertools.product(TABLE, State, Part))


def some(verb: str) -> Facts:
    """Facts under which the verb makes sense."""
    wanted: dict[str, Facts] = {
        "rule_objection": Facts(objection_open=True),
        "leave_cause": Facts(in_cause=True),
        "decide_extension": Facts(extension_open=True),
        "accept_rung": Facts(rung=1, rung_state="raised"),
        "return_rung": Facts(rung=3, rung_state="raised"),
        "rule_rung": Facts(rung=2, rung_state="returned"),
        "answer_notice": Facts(supervised=True),
    }
    return wanted.get(verb, Facts())


def test_every_state_is_open_or_ended_and_never_both() -> None:
    assert set(State) == OPEN_STATES | ENDED
    assert not OPEN_STATES & ENDED


def test_every_state_can_be_reached_and_every_open_state_left() -> None:
    reached = {row.target for row in TABLE.values()}
    assert reached | {State.SUBMITTED, State.VERIFYING} >= set(State)
    left = set().union(*(row.sources for row in TABLE.values() if row.target is not Same.STAY))
    assert left >= OPEN_STATES


@pytest.mark.parametrize("verb", TABLE)
def test_a_verb_is_offered_exactly_where_the_table_says(verb: str) -> None:
    facts, row = some(verb), TABLE[verb]
    for state, part in itertools.product(State, Part):
        offered = verb in [one.verb for one in allowed(state, {part}, facts)]
        expected = state in row.sources and part in row.parts and may(verb, {part}, facts)
        assert offered == expected, (verb, state, part)


def test_nobody_in_no_part_may_do_anything() -> None:
    assert not any(allowed(state, (), Facts()) for state in State)


def test_a_second_extension_needs_a_leader() -> None:
    first, second = Facts(extension_open=True), Facts(extension_open=True, extensions_granted=1)
    assert may("decide_extension", {Part.COORDINATOR}, first)
    assert not may("decide_extension", {Part.LEADER}, first)
    assert may("decide_extension", {Part.LEADER}, second)
    assert not may("decide_extension", {Part.COORDINATOR}, second)


def test_an_open_objection_stops_acknowledging_and_a_second_objection() -> None:
    facts = Facts(objection_open=True)
    assert not possible("acknowledge", facts)
    assert not possible("object", facts)
    assert possible("rule_objection", facts)


def test_a_supplement_returns_to_where_the_question_was_asked() -> None:
    row = TABLE["supplement"]
    assert target(row, State.NEED_INFO, State.HANDLING) is State.HANDLING
    assert target(row, State.NEED_INFO, None) is State.SUBMITTED


def test_an_ended_ticket_is_only_rated_or_reopened() -> None:
    for state in ENDED:
        verbs = {row.verb for row in allowed(state, set(Part), Facts())}
        assert verbs <= {"rate", "reopen"}


def test_every_reason_that_is_required_is_also_asked_for() -> None:
    for row in TABLE.values():
        assert not row.reason_required or "reason" in row.needs
