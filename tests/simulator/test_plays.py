"""Every verb of the life cycle is played, says something that fits, and is known to the soak's checker."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.survival.histories import KINDS
from config.demo.chance import Chance
from config.simulator.bodies import BODIES, Saying
from config.simulator.plays import CENTRE, DECISIONS, HELPER, PLAYS, TASKS, may_do, plays_for
from core.events import event_class
from tickets.api.views.verbs import VERBS
from tickets.rules.lifecycle import TABLE, Part, State
from tickets.rules.subtasks import TABLE as SUBTASK_VERBS

PLAYED = {verb for plays in (*PLAYS.values(), *DECISIONS.values()) for _, verb in plays}
PEOPLES = {verb for verb, row in TABLE.items() if row.parts != {Part.SYSTEM}}
"""What the service does by itself nobody plays."""
ON_TASKS = {verb.partition(":")[2] for plays in TASKS.values() for _, verb in plays}


def test_every_verb_of_the_table_is_played() -> None:
    assert {verb for verb in PLAYED if not verb.startswith("comment:")} == PEOPLES
    assert set(PLAYS) <= {state.value for state in State}


def test_the_checker_knows_the_event_of_every_verb() -> None:
    assert set(KINDS) == set(TABLE) - {"answer_in_common"}
    assert all(event_class(kind).kind == kind for kind in KINDS.values())


@pytest.mark.parametrize("verb", sorted(PEOPLES))
def test_what_is_said_with_a_verb_is_what_its_view_asks_for(verb: str) -> None:
    ticket = {
        "ref": "QT-1",
        "category": {"code": "LAB-RET"},
        "unit": {"id": 3},
        "lead_unit": {"id": 4},
        "clocks": [{"kind": "resolve", "due_at": "2020-03-20T09:00:00+00:00", "budget_seconds": 3600}],
    }
    for seed in range(20):
        saying = Saying(
            chance=Chance(seed),
            ticket=ticket,
            on=date(2020, 3, 12),
            departments=[3, 4, 5],
            twins=["QT-2"],
            causes=["GX-1"],
        )
        asked = VERBS[verb][0](data=BODIES[verb](saying))
        assert asked.is_valid(), asked.errors


def test_an_open_request_is_decided_before_anything_else() -> None:
    ticket = {"state": "handling", "requests": [{"kind": "extension", "decision": None}]}
    assert {verb for _, verb in plays_for(ticket)} == {"decide_extension"}


def test_a_sub_task_that_holds_the_result_back_is_done_by_whoever_was_asked() -> None:
    task = {"state": "given", "abilities": [{"verb": "finish"}]}
    ticket = {"state": "handling", "subtasks": [{"state": "returned"}, task], "abilities": []}
    assert {who for who, _ in plays_for(ticket)} == {HELPER, CENTRE}
    assert may_do(ticket, "task:finish")
    assert not may_do(ticket, "task:cancel")
    assert plays_for({**ticket, "state": "closed"}) == PLAYS["closed"]


@pytest.mark.parametrize("verb", sorted(ON_TASKS))
def test_what_is_said_with_a_verb_on_a_sub_task_is_what_its_row_asks_for(verb: str) -> None:
    saying = Saying(chance=Chance(1), ticket={}, on=date(2020, 3, 12), departments=[], twins=[])
    assert set(BODIES[f"task:{verb}"](saying)) == set(SUBTASK_VERBS[verb].needs)


def test_only_what_the_answer_offers_is_done() -> None:
    ticket = {"state": "assigned", "abilities": [{"verb": "acknowledge"}]}
    assert may_do(ticket, "acknowledge")
    assert not may_do(ticket, "resolve")
    assert may_do(ticket, "comment:internal")
    assert not may_do({**ticket, "state": "closed"}, "comment:internal")
