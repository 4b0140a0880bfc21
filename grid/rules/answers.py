"""Whether the answers of a visit fit the questions of its template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

LONGEST_TEXT = 2000
LARGEST = 1e12


class Fault(StrEnum):
    UNKNOWN = "unknown"
    MISSING = "required"
    KIND = "invalid"
    OPTION = "invalid_choice"


@dataclass(frozen=True)
class Misfit:
    """One answer that does not fit its question."""

    field: str
    fault: Fault


def misfits(sections: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[Misfit]:
    """Every answer that cannot be taken, in the order of the template; unknown questions last.

    An unanswered question is absent or null; only a required one must be answered.
    """
    questions = {field["id"]: field for section in sections for field in section["fields"]}
    found = [
        Misfit(name, fault)
        for name, question in questions.items()
        if (fault := _fault(question, answers.get(name))) is not None
    ]
    return found + [Misfit(name, Fault.UNKNOWN) for name in answers if name not in questions]


def _fault(question: Mapping[str, Any], answer: Any) -> Fault | None:
    if answer is None or answer in ("", []):
        return Fault.MISSING if question.get("required") else None
    return CHECKS[question["kind"]](question, answer)


def _number(question: Mapping[str, Any], answer: Any) -> Fault | None:
    fits = isinstance(answer, int | float) and not isinstance(answer, bool)
    return None if fits and isfinite(answer) and abs(answer) <= LARGEST else Fault.KIND


def _text(question: Mapping[str, Any], answer: Any) -> Fault | None:
    return None if isinstance(answer, str) and len(answer) <= LONGEST_TEXT else Fault.KIND


def _bool(question: Mapping[str, Any], answer: Any) -> Fault | None:
    return None if isinstance(answer, bool) else Fault.KIND


def _choice(question: Mapping[str, Any], answer: Any) -> Fault | None:
    if not isinstance(answer, str):
        return Fault.KIND
    return None if answer in _values(question) else Fault.OPTION


def _multi(question: Mapping[str, Any], answer: Any) -> Fault | None:
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        return Fault.KIND
    return None if set(answer) <= _values(question) and len(set(answer)) == len(answer) else Fault.OPTION


def _values(question: Mapping[str, Any]) -> set[str]:
    return {option["value"] for option in question.get("options", ())}


CHECKS: dict[str, Callable[[Mapping[str, Any], Any], Fault | None]] = {
    "number": _number,
    "text": _text,
    "bool": _bool,
    "choice": _choice,
    "multi": _multi,
}
