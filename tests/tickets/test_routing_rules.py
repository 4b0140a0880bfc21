"""Routing as a pure decision."""

from __future__ import annotations

from typing import Any

from tickets.rules.routing import Problem, RuleData, choose_person, choose_unit, match

TEAM, BUREAU = 7, 40


def rule(number: int = 1, **more: Any) -> RuleData:
    return RuleData(**{"id": number, "name": f"rule {number}", "version": 1, "lead_unit": BUREAU, **more})


def problem(**more: Any) -> Problem:
    plain = {
        "categories": frozenset({"LAB", "LAB-RET"}),
        "text": "员工在卡口被劝返",
        "kind": "above_scale",
        "subdistrict": "330114001",
        "priority": "normal",
        "source": "enterprise",
    }
    return Problem(**{**plain, **more})


def test_the_first_rule_that_fits_decides() -> None:
    found = match([rule(1, categories=("FIN",)), rule(2, categories=("LAB",)), rule(3)], problem())
    assert found is not None
    assert found.rule.id == 2
    assert found.because == (("categories", "LAB"),)


def test_every_filled_condition_must_hold() -> None:
    strict = rule(1, categories=("LAB",), words=("贷款",))
    assert match([strict], problem()) is None
    assert match([rule(1, categories=("LAB",), words=("劝返", "贷款"))], problem()) is not None


def test_an_empty_rule_fits_everything_and_no_rule_nothing() -> None:
    assert match([rule()], problem()) is not None
    assert match([], problem()) is None


def test_a_child_category_is_met_by_a_rule_on_its_parent_but_not_by_its_sibling() -> None:
    assert match([rule(categories=("LAB-HIR",))], problem()) is None
    assert match([rule(categories=("LAB-RET",))], problem()) is not None


def test_the_team_holds_first_unless_the_rule_starts_at_the_department() -> None:
    assert choose_unit(rule(), TEAM) == TEAM
    assert choose_unit(rule(start_at="lead_unit"), TEAM) == BUREAU
    assert choose_unit(rule(), None) == BUREAU


def test_the_responsible_cadre_gets_it_when_present_else_the_least_loaded() -> None:
    loads = {1: 5, 2: 3, 3: 3}
    assert choose_person("responsible", responsible=1, members=[1, 2, 3], loads=loads) == (1, "responsible")
    assert choose_person("responsible", responsible=9, members=[1, 2, 3], loads=loads) == (2, "least_loaded")
    assert choose_person("least_loaded", responsible=1, members=[1, 2], loads=loads) == (2, "least_loaded")
    assert choose_person("nobody", responsible=1, members=[1], loads={}) == (None, "unit_arranges")
    assert choose_person("responsible", responsible=1, members=[], loads={}) == (None, "unit_arranges")
