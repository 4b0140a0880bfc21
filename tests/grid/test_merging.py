"""Two people corrected the same visit."""

from __future__ import annotations

import random

from grid.rules.merging import merge

BASE = {"summary": "甲", "follow_up_on": None, "answers": {"a": 1, "b": 2}}


def test_disjoint_changes_are_both_kept() -> None:
    now = {**BASE, "summary": "乙", "answers": {"a": 9, "b": 2}}
    merged, conflicts = merge(BASE, {"follow_up_on": "2020-03-20", "answers": {"a": 1, "b": 5}}, now)
    assert conflicts == []
    assert merged == {"follow_up_on": "2020-03-20", "answers": {"a": 9, "b": 5}}


def test_the_same_field_changed_differently_is_named() -> None:
    now = {**BASE, "summary": "乙", "answers": {"a": 9, "b": 2}}
    _merged, conflicts = merge(BASE, {"summary": "丙", "answers": {"a": 3}}, now)
    assert conflicts == ["summary", "answers.a"]


def test_the_same_change_made_twice_is_no_conflict() -> None:
    assert merge(BASE, {"summary": "乙"}, {**BASE, "summary": "乙"})[1] == []


def test_the_order_of_disjoint_changes_does_not_matter() -> None:
    chance = random.Random(1)
    for _ in range(500):
        names = [f"f{n}" for n in range(6)]
        base = {name: chance.randrange(3) for name in names}
        mine = {name: chance.randrange(3) for name in names[:3]}
        yours = {name: chance.randrange(3) for name in names[3:]}
        one = {**base, **yours, **merge(base, mine, {**base, **yours})[0]}
        other = {**base, **mine, **merge(base, yours, {**base, **mine})[0]}
        assert one == other
