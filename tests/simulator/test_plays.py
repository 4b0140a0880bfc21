"""Every verb of the life cycle is played, says something that fits, and is known to the soak's checker."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.survival.histories import KINDS
from config.demo.chance import Chance
from config.simulator.bodies import BODIES, Saying
from config.simulator.plays import DECISIONS, PLAYS, may_do, plays_for
from core.events import event_class
from tickets.api.views.verbs import VERBS
from tickets.rules.lifecycle import TABLE, State

PLAYED = {verb for plays in (*PLAYS.values(), *DECISIONS.values()) for _, verb in plays}


def test_every_verb_of_the_table_is_played() -> None:
    assert {verb for verb in PLAYED if not verb.startswith("comment:")} == set(TABLE)
    assert set(PLAYS) <= {state.value for state in State}


def test_the_checker_knows_the_event_of_every_verb() -> None:
    assert set(KINDS) == set(TABLE)
    assert all(event_class(kind).kind == kind for kind in KINDS.values())


@pytest.mark.parametrize("verb", sorted(TABLE))
def test_what_is_said_with_a_verb_is_what_its_view_asks_for(verb: str) -> None:
    ticket = {
        "ref": "QT-1",
        "category": {"code": "LAB-RET"},
        "unit": {"id": 3},
        "lead_unit": {"id": 4},
        "clocks": [{"kind": "resolve", "due_at": "2020-03-20T09:00:00+00:00"}],
    }
    for seed in range(20):
        saying = Saying(
            chance=Chance(seed), ticket=ticket, on=date(2020, 3, 12), departments=[3, 4, 5], twins=["QT-2"]
        )
        asked = VERBS[verb][0](data=BODIES[verb](saying))
        assert asked.is_valid(), asked.errors


def test_an_open_request_is_decided_before_anything_else() -> None:
    ticket = {"state": "handling", "requests": [{"kind": "extension", "decision": None}]}
    assert {verb for _, verb in plays_for(ticket)} == {"decide_extension"}


def test_only_what_the_answer_offers_is_done() -> None:
    ticket = {"state": "assigned", "abilities": [{"verb": "acknowledge"}]}
    assert may_do(ticket, "acknowledge")
    assert not may_do(ticket, "resolve")
    assert may_do(ticket, "comment:internal")
    assert not may_do({**ticket, "state": "closed"}, "comment:internal")
