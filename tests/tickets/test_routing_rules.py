"""Routing as a pure decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tickets.rules.routing import Problem, RuleData, beginnings, choose_unit, match

TEAM, BUREAU = 7, 40


def rule(number: int = 1, **more: Any) -> RuleData:
    return RuleData(**{"id": number, "name": f"rule {number}", "version": 1, "lead_unit": BUREAU, **more})


def problem(**more: Any) -> Problem:
    plain = {
        "categories": frozenset({"LAB", "LAB-RET"}),
        "text": "员工在卡口被劝返",
        "tier": "key",
        "kind": "above_scale",
        "industries": frozenset({"C", "C39"}),
        "subdistrict": "330114001",
        "priority": "normal",
        "source": "enterprise",
        "working": True,
        "on": date(2020, 3, 12),
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


@pytest.mark.parametrize(
    ("wanted", "otherwise", "name"),
    [
        ({"tiers": ("key",)}, {"tiers": ("ordinary",)}, "tiers"),
        ({"kinds": ("above_scale",)}, {"kinds": ("micro",)}, "kinds"),
        ({"industries": ("C39",)}, {"industries": ("F",)}, "industries"),
        ({"all_words": ("员工", "卡口")}, {"all_words": ("员工", "货车")}, "all_words"),
        ({"hours": "working"}, {"hours": "outside"}, "hours"),
        ({"sources": ("visit", "enterprise")}, {"sources": ("visit",)}, "sources"),
        ({"subdistricts": ("330114001",)}, {"subdistricts": ("330114002",)}, "subdistricts"),
        ({"priorities": ("normal",)}, {"priorities": ("urgent",)}, "priorities"),
    ],
)
def test_each_condition_holds_or_does_not_and_says_so(
    wanted: dict[str, Any], otherwise: dict[str, Any], name: str
) -> None:
    found = match([rule(1, **otherwise), rule(2, **wanted)], problem())
    assert found is not None
    assert found.rule.id == 2
    assert [reason for reason, _ in found.because] == [name]


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2020, 3, 12), None, True),
        (date(2020, 3, 13), None, False),
        (None, date(2020, 3, 13), True),
        (None, date(2020, 3, 12), False),
    ],
)
def test_days_are_half_open(first: date | None, last: date | None, fits: bool) -> None:
    assert (match([rule(from_on=first, until_on=last)], problem()) is not None) is fits


def test_words_are_found_in_full_width_and_in_any_case() -> None:
    said = problem(text="VPN账号不足,需扩容50个")
    assert match([rule(words=("vpn", "没有"))], said) is not None
    assert match([rule(all_words=("50个",))], said) is not None


def test_a_class_of_industry_is_named_by_its_section_or_its_beginnings() -> None:
    assert beginnings("C3982") == {"C", "C39", "C398", "C3982"}
    assert beginnings("C") == {"C"}
