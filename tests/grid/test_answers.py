"""Answers that fit their questions, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest

from grid.rules.answers import Fault, Misfit, misfits

OPTIONS = [{"value": "a"}, {"value": "b"}]
SECTIONS = [
    {
        "fields": [
            {"id": "one", "kind": "choice", "options": OPTIONS, "required": True},
            {"id": "many", "kind": "multi", "options": OPTIONS},
            {"id": "count", "kind": "number"},
            {"id": "note", "kind": "text"},
            {"id": "yes", "kind": "bool"},
        ]
    }
]


@pytest.mark.parametrize(
    "answers",
    [
        {"one": "a"},
        {"one": "b", "many": ["a", "b"], "count": 3.5, "note": "好", "yes": False},
        {"one": "a", "many": [], "count": None, "note": "", "yes": None},
        {"one": "a", "count": 0},
    ],
)
def test_what_fits(answers: dict[str, Any]) -> None:
    assert misfits(SECTIONS, answers) == []


@pytest.mark.parametrize(
    ("answers", "misfit"),
    [
        ({}, Misfit("one", Fault.MISSING)),
        ({"one": ""}, Misfit("one", Fault.MISSING)),
        ({"one": "c"}, Misfit("one", Fault.OPTION)),
        ({"one": ["a"]}, Misfit("one", Fault.KIND)),
        ({"one": "a", "many": "a"}, Misfit("many", Fault.KIND)),
        ({"one": "a", "many": ["a", "a"]}, Misfit("many", Fault.OPTION)),
        ({"one": "a", "many": [{"a": 1}]}, Misfit("many", Fault.KIND)),
        ({"one": "a", "count": True}, Misfit("count", Fault.KIND)),
        ({"one": "a", "count": float("nan")}, Misfit("count", Fault.KIND)),
        ({"one": "a", "count": 1e13}, Misfit("count", Fault.KIND)),
        ({"one": "a", "note": "x" * 2001}, Misfit("note", Fault.KIND)),
        ({"one": "a", "yes": 1}, Misfit("yes", Fault.KIND)),
        ({"one": "a", "else": 1}, Misfit("else", Fault.UNKNOWN)),
    ],
)
def test_what_does_not_fit(answers: dict[str, Any], misfit: Misfit) -> None:
    assert misfits(SECTIONS, answers) == [misfit]
