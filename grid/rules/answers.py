"""Which questions of a template are asked, and whether the answers of a visit fit them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, TypeGuard

LONGEST_TEXT = 2000
LARGEST = 10**12
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Question = Mapping[str, Any]
Sections = Sequence[Mapping[str, Any]]


class Fault(StrEnum):
    UNKNOWN = "unknown"
    HIDDEN = "not_asked"
    MISSING = "required"
    KIND = "invalid"
    RANGE = "out_of_range"
    OPTION = "invalid_choice"


@dataclass(frozen=True)
class Misfit:
    """One answer that does not fit its question."""

    field: str
    fault: Fault


def asked(sections: Sections, answers: Mapping[str, Any]) -> dict[str, Question]:
    """The questions that these answers lead to, by id, in the order of the form.

    A question with `show_if` is asked when the earlier question it names is asked and its answer passes the test;
    so a question behind a hidden one is hidden too, whatever is left in the answers.
    """
    found: dict[str, Question] = {}
    for question in (field for section in sections for field in section["fields"]):
        condition = question.get("show_if")
        if condition is None or (
            condition["question"] in found and holds(condition, answers.get(condition["question"]))
        ):
            found[question["id"]] = question
    return found


def holds(condition: Mapping[str, Any], answer: Any) -> bool:
    """Whether an answer passes the test of a condition; an unanswered question passes none."""
    return not is_blank(answer) and TESTS[condition["test"]](answer, condition.get("value"))


def is_blank(answer: Any) -> bool:
    """An unanswered question is absent, null, an empty text or an empty choice."""
    return answer is None or answer in ("", [])


def misfits(sections: Sections, answers: Mapping[str, Any]) -> list[Misfit]:
    """Every answer that cannot be taken, in the order of the template; unknown questions last.

    A required question must be answered when it is asked; an answer to a question that is not asked is refused,
    never silently dropped.
    """
    known = {field["id"]: field for section in sections for field in section["fields"]}
    open_ = asked(sections, answers)
    found = [
        Misfit(name, fault)
        for name, question in known.items()
        if (fault := _fault(question, answers.get(name), asks=name in open_)) is not None
    ]
    return found + [Misfit(name, Fault.UNKNOWN) for name in answers if name not in known]


def _fault(question: Question, answer: Any, *, asks: bool) -> Fault | None:
    if is_blank(answer):
        return Fault.MISSING if asks and question.get("required") else None
    return CHECKS[question["kind"]](question, answer) if asks else Fault.HIDDEN


def _number(question: Question, answer: Any) -> Fault | None:
    if not is_number(answer) or abs(answer) > LARGEST:
        return Fault.KIND
    low, high = question.get("min", -LARGEST), question.get("max", LARGEST)
    return None if low <= answer <= high else Fault.RANGE


def is_number(value: Any) -> TypeGuard[float]:
    """A finite number; JSON's true and false are none."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and isfinite(value))


def _text(question: Question, answer: Any) -> Fault | None:
    return None if isinstance(answer, str) and len(answer) <= LONGEST_TEXT else Fault.KIND


def _date(question: Question, answer: Any) -> Fault | None:
    return None if isinstance(answer, str) and is_day(answer) else Fault.KIND


def is_day(text: str) -> bool:
    """A day of the calendar as 2020-02-29."""
    if not DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bool(question: Question, answer: Any) -> Fault | None:
    return None if isinstance(answer, bool) else Fault.KIND


def _choice(question: Question, answer: Any) -> Fault | None:
    if not isinstance(answer, str):
        return Fault.KIND
    return None if answer in _values(question) else Fault.OPTION


def _multi(question: Question, answer: Any) -> Fault | None:
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        return Fault.KIND
    return None if set(answer) <= _values(question) and len(set(answer)) == len(answer) else Fault.OPTION


def _values(question: Question) -> set[str]:
    return {option["value"] for option in question.get("options", ())}


def _any_of(answer: Any, value: Any) -> bool:
    return any(one in value for one in (answer if isinstance(answer, list) else [answer]))


CHECKS: dict[str, Callable[[Question, Any], Fault | None]] = {
    "number": _number,
    "text": _text,
    "bool": _bool,
    "choice": _choice,
    "multi": _multi,
    "date": _date,
}
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "answered": lambda answer, value: True,
    "equals": lambda answer, value: isinstance(answer, bool) and answer is value,
    "any_of": _any_of,
    "at_least": lambda answer, value: is_number(answer) and answer >= value,
    "at_most": lambda answer, value: is_number(answer) and answer <= value,
}
"""What a condition may ask of the earlier answer: (answer, value of the condition)."""
KINDS = sorted(CHECKS)
CONDITION_TESTS = sorted(TESTS)
