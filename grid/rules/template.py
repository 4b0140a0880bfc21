"""What an administrator may ask: the bounds of a template, and every place where one goes wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grid.rules.answers import LARGEST, Question, Sections, is_number

MOST_SECTIONS = 12
MOST_IN_SECTION = 20
MOST_QUESTIONS = 60
MOST_OPTIONS = 20
MOST_STEPS = 1000
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")

TESTS_BY_KIND: dict[str, tuple[str, ...]] = {
    "bool": ("equals", "answered"),
    "choice": ("any_of", "answered"),
    "multi": ("any_of", "answered"),
    "number": ("at_least", "at_most", "answered"),
    "text": ("answered",),
    "date": ("answered",),
}
"""What a later question may make of an answer, by the kind of the question answered."""


class Flaw(StrEnum):
    KEY = "key"
    DOUBLED = "doubled"
    TOO_MANY = "too_many"
    NO_QUESTIONS = "no_questions"
    OPTIONS = "options"
    NO_OPTIONS_HERE = "no_options_here"
    ONLY_NUMBERS = "only_numbers"
    BOUNDS = "bounds"
    STEP = "step"
    NOT_EARLIER = "not_earlier"
    TEST = "test"
    VALUE = "value"


@dataclass(frozen=True)
class Wrong:
    """One flaw and where it is: "sections.0.fields.2.show_if"."""

    place: str
    flaw: Flaw


def flaws(sections: Sections) -> list[Wrong]:
    """Everything wrong with a template of the right shape, in its order; none means it may be asked.

    Conditions refer to earlier questions only, so they cannot run in circles.
    """
    found = [*_counts(sections), *_keys(sections)]
    earlier: dict[str, Question] = {}
    for place, question in _placed(sections):
        found += _question(place, question)
        found += _condition(f"{place}.show_if", question.get("show_if"), earlier)
        earlier[question["id"]] = question
    return found


def _placed(sections: Sections) -> Iterator[tuple[str, Question]]:
    for index, section in enumerate(sections):
        for number, question in enumerate(section["fields"]):
            yield f"sections.{index}.fields.{number}", question


def _counts(sections: Sections) -> Iterator[Wrong]:
    if not sections:
        yield Wrong("sections", Flaw.NO_QUESTIONS)
    if len(sections) > MOST_SECTIONS or sum(len(one["fields"]) for one in sections) > MOST_QUESTIONS:
        yield Wrong("sections", Flaw.TOO_MANY)
    for index, section in enumerate(sections):
        if not section["fields"]:
            yield Wrong(f"sections.{index}.fields", Flaw.NO_QUESTIONS)
        if len(section["fields"]) > MOST_IN_SECTION:
            yield Wrong(f"sections.{index}.fields", Flaw.TOO_MANY)


def _keys(sections: Sections) -> Iterator[Wrong]:
    for placed in (
        [(f"sections.{index}.id", section["id"]) for index, section in enumerate(sections)],
        [(f"{place}.id", question["id"]) for place, question in _placed(sections)],
    ):
        times = Counter(key for _place, key in placed)
        for place, key in placed:
            if not KEY.match(key):
                yield Wrong(place, Flaw.KEY)
            elif times[key] > 1:
                yield Wrong(place, Flaw.DOUBLED)


def _question(place: str, question: Question) -> Iterator[Wrong]:
    options: Sequence[Mapping[str, Any]] = question.get("options", ())
    if question["kind"] in ("choice", "multi"):
        if not 2 <= len(options) <= MOST_OPTIONS:
            yield Wrong(f"{place}.options", Flaw.OPTIONS)
        times = Counter(option["value"] for option in options)
        for number, option in enumerate(options):
            if not KEY_OF_OPTION.match(option["value"]):
                yield Wrong(f"{place}.options.{number}.value", Flaw.KEY)
            elif times[option["value"]] > 1:
                yield Wrong(f"{place}.options.{number}.value", Flaw.DOUBLED)
    elif "options" in question:
        yield Wrong(f"{place}.options", Flaw.NO_OPTIONS_HERE)
    figures = [name for name in ("unit", "unit_en", "min", "max", "step") if name in question]
    if question["kind"] != "number":
        yield from (Wrong(f"{place}.{name}", Flaw.ONLY_NUMBERS) for name in figures)
    else:
        yield from _bounds(place, question)


KEY_OF_OPTION = re.compile(r"[a-z0-9][a-z0-9_]{0,39}\Z")
"""Values of options may begin with a figure: "1_3"."""


def _bounds(place: str, question: Question) -> Iterator[Wrong]:
    low, high, step = question.get("min"), question.get("max"), question.get("step")
    fit = all(is_number(one) and abs(one) <= LARGEST for one in (low, high) if one is not None)
    if not fit or (low is not None and high is not None and low >= high):
        yield Wrong(f"{place}.max", Flaw.BOUNDS)
    elif step is not None and not (
        is_number(step)
        and step > 0
        and low is not None
        and high is not None
        and high - low <= step * MOST_STEPS
    ):
        yield Wrong(f"{place}.step", Flaw.STEP)


def _condition(
    place: str, condition: Mapping[str, Any] | None, earlier: Mapping[str, Question]
) -> Iterator[Wrong]:
    if condition is None:
        return
    named = earlier.get(condition["question"])
    if named is None:
        yield Wrong(f"{place}.question", Flaw.NOT_EARLIER)
    elif condition["test"] not in TESTS_BY_KIND[named["kind"]]:
        yield Wrong(f"{place}.test", Flaw.TEST)
    elif not _value_fits(condition, named):
        yield Wrong(f"{place}.value", Flaw.VALUE)


def _value_fits(condition: Mapping[str, Any], named: Question) -> bool:
    value = condition.get("value")
    if condition["test"] == "answered":
        return "value" not in condition
    if condition["test"] == "equals":
        return isinstance(value, bool)
    if condition["test"] == "any_of":
        known = {option["value"] for option in named.get("options", ())}
        return (
            isinstance(value, list)
            and bool(value)
            and all(isinstance(one, str) for one in value)
            and set(value) <= known
            and len(set(value)) == len(value)
        )
    return is_number(value) and -LARGEST <= value <= LARGEST
