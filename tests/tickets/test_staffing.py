"""Who gets the next ticket, as a pure decision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from grid.rules.absence import stand_in
from tickets.rules.staffing import Candidate, choose_person, has_room

ADA, BEN, CLEO, DORA = 1, 2, 3, 4


def one(person: int, **more: Any) -> Candidate:
    return Candidate(id=person, name=str(person), **more)


TEAM = [one(ADA, minutes=300), one(BEN, minutes=180), one(CLEO, minutes=180)]


def chosen(strategy: str, *, wanted: int | None = None, away: dict[int, int | None] | None = None) -> Any:
    choice = choose_person(strategy, wanted=wanted, candidates=TEAM, away=away or {})
    return choice.person, choice.why, choice.stands_for


def test_the_responsible_cadre_gets_it_when_present_else_the_one_with_the_least_hours() -> None:
    assert chosen("responsible", wanted=ADA) == (ADA, "responsible", None)
    assert chosen("responsible", wanted=99) == (BEN, "least_loaded", None)
    assert chosen("responsible") == (BEN, "least_loaded", None)
    assert chosen("named", wanted=CLEO) == (CLEO, "named", None)
    assert chosen("nobody", wanted=ADA) == (None, "unit_arranges", None)


def test_a_deputy_gets_it_for_somebody_away_along_the_chain() -> None:
    assert chosen("responsible", wanted=ADA, away={ADA: CLEO}) == (CLEO, "deputy", ADA)
    assert chosen("responsible", wanted=ADA, away={ADA: BEN, BEN: CLEO}) == (CLEO, "deputy", ADA)
    assert chosen("responsible", wanted=ADA, away={ADA: None}) == (BEN, "least_loaded", None)
    assert chosen("responsible", wanted=ADA, away={ADA: DORA}) == (BEN, "least_loaded", None)


def test_nobody_present_means_to_wait() -> None:
    assert chosen("responsible", wanted=ADA, away={ADA: None, BEN: None, CLEO: None}) == (
        None,
        "waiting",
        None,
    )


def test_who_is_full_gets_nothing_more() -> None:
    full = [one(ADA, minutes=300, limit=300), one(BEN, minutes=301, limit=600)]
    assert choose_person("responsible", wanted=ADA, candidates=full, away={}).person == BEN
    assert choose_person("responsible", wanted=ADA, candidates=full[:1], away={}).why == "waiting"
    assert has_room(one(ADA, minutes=299, limit=300), {})


def test_turns_go_round() -> None:
    turns = [one(ADA, last_turn=datetime(2020, 3, 2, tzinfo=UTC)), one(BEN), one(CLEO)]
    assert choose_person("round_robin", wanted=None, candidates=turns, away={}).person == BEN
    turns[1] = one(BEN, last_turn=datetime(2020, 3, 3, tzinfo=UTC))
    turns[2] = one(CLEO, last_turn=datetime(2020, 3, 1, tzinfo=UTC))
    assert choose_person("round_robin", wanted=None, candidates=turns, away={}).person == CLEO


def test_an_empty_unit_arranges_itself() -> None:
    assert choose_person("least_loaded", wanted=None, candidates=[], away={}).why == "unit_arranges"


@pytest.mark.parametrize(
    ("away", "found"),
    [
        ({}, ADA),
        ({ADA: BEN}, BEN),
        ({ADA: BEN, BEN: CLEO}, CLEO),
        ({ADA: None}, None),
        ({ADA: BEN, BEN: ADA}, None),
    ],
)
def test_the_chain_of_deputies_ends(away: dict[int, int | None], found: int | None) -> None:
    assert stand_in(ADA, away) == found
