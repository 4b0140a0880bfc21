"""A template as a JSON Schema (2020-12) document, and back.

The document is what an installation stores, exports and imports: any JSON Schema validator takes exactly the answers
that `grid.rules.answers.misfits` takes, once blank answers are left out. What a schema does not say for itself stands
in annotations: `x-sections` (their order and that of the questions), `x-title-en`, `x-unit`, `x-unit-en`, `x-step`
(the stride of a slider), `x-prefill` (begin with the last visit's answer) and `x-show-if`, the condition as the
editor has it; the `allOf` beside it says the same as `if`/`then`/`else`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grid.rules.answers import LARGEST, LONGEST_TEXT, Question, Sections

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class NotATemplate(ValueError):
    """The document says something that the form cannot ask; `place` names where, as "properties.staff.pattern"."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def document_of(title: str, title_en: str, sections: Sections) -> dict[str, Any]:
    """The document of a template that has no flaws."""
    questions = [field for section in sections for field in section["fields"]]
    conditional = [question for question in questions if "show_if" in question]
    return {
        "$schema": DIALECT,
        "title": title,
        "x-title-en": title_en,
        "type": "object",
        "x-sections": [
            {
                "id": section["id"],
                "title": section["title"],
                "x-title-en": section["title_en"],
                "questions": [field["id"] for field in section["fields"]],
            }
            for section in sections
        ],
        "properties": {question["id"]: _property(question) for question in questions},
        "required": [one["id"] for one in questions if one.get("required") and "show_if" not in one],
        "allOf": [_branch(one, {each["id"]: each for each in questions}) for one in conditional],
        "additionalProperties": False,
    }


def read_document(document: Any) -> tuple[str, str, list[dict[str, Any]]]:
    """(title, title_en, sections) of a document of ours; NotATemplate names the first place that is none of ours."""
    try:
        title, title_en = document["title"], document["x-title-en"]
        required = {*document["required"], *_required_when_asked(document["allOf"])}
        sections = [_section(one, document["properties"], required) for one in document["x-sections"]]
        place = _difference(document, document_of(title, title_en, sections))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError, RecursionError) as error:
        raise NotATemplate(_missing(error)) from error
    if place is not None:
        raise NotATemplate(place)
    return title, title_en, sections


def sections_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions of a document that was written by `document_of`."""
    required = {*document["required"], *_required_when_asked(document["allOf"])}
    return [_section(one, document["properties"], required) for one in document["x-sections"]]


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    return {"const": option["value"], "title": option["label"], "x-title-en": option["label_en"]}


def _property(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {"title": question["label"], "x-title-en": question["label_en"]}
    match question["kind"]:
        case "bool":
            found["type"] = "boolean"
        case "number":
            low, high = question.get("min", -LARGEST), question.get("max", LARGEST)
            found |= {"type": "number", "minimum": low, "maximum": high}
        case "choice":
            found |= {"type": "string", "oneOf": [_option(one) for one in question["options"]]}
        case "multi":
            choices = {"type": "string", "oneOf": [_option(one) for one in question["options"]]}
            found |= {"type": "array", "items": choices, "uniqueItems": True}
        case "date":
            found |= {"type": "string", "format": "date", "pattern": DAY_PATTERN}
        case _:
            found |= {"type": "string", "maxLength": LONGEST_TEXT}
    for name, keyword in ANNOTATIONS.items():
        if name in question:
            found[keyword] = question[name]
    return found


ANNOTATIONS = {
    "unit": "x-unit",
    "unit_en": "x-unit-en",
    "step": "x-step",
    "prefill": "x-prefill",
    "show_if": "x-show-if",
}


def _branch(question: Question, questions: Mapping[str, Question]) -> dict[str, Any]:
    """Asked: required or not, as it says. Not asked: it must be absent, and so must what hangs on it."""
    condition = question["show_if"]
    name, named = condition["question"], questions[condition["question"]]
    then: dict[str, Any] = {"required": [question["id"]]} if question.get("required") else {}
    return {
        "if": {"properties": {name: _tested(condition, named)}, "required": [name]},
        "then": then,
        "else": {"properties": {question["id"]: False}},
    }


def _tested(condition: Mapping[str, Any], named: Question) -> dict[str, Any]:
    value = condition.get("value")
    match condition["test"]:
        case "equals":
            return {"const": value}
        case "any_of":
            return {"contains": {"enum": value}} if named["kind"] == "multi" else {"enum": value}
        case "at_least":
            return {"minimum": value}
        case "at_most":
            return {"maximum": value}
    return {}


def _required_when_asked(branches: Sequence[Mapping[str, Any]]) -> list[str]:
    return [name for branch in branches for name in branch["then"].get("required", ())]


def _section(section: Mapping[str, Any], properties: Mapping[str, Any], required: set[str]) -> dict[str, Any]:
    return {
        "id": section["id"],
        "title": section["title"],
        "title_en": section["x-title-en"],
        "fields": [_field(name, properties[name], name in required) for name in section["questions"]],
    }


def _field(name: str, said: Mapping[str, Any], required: bool) -> dict[str, Any]:
    kind = _kind(said)
    found = {"id": name, "kind": kind, "label": said["title"], "label_en": said["x-title-en"]}
    found |= {key: said[keyword] for key, keyword in ANNOTATIONS.items() if keyword in said}
    if kind == "number":
        found |= {"min": said["minimum"]} if said["minimum"] != -LARGEST else {}
        found |= {"max": said["maximum"]} if said["maximum"] != LARGEST else {}
    if kind in ("choice", "multi"):
        listed = said["oneOf"] if kind == "choice" else said["items"]["oneOf"]
        found["options"] = [
            {"value": one["const"], "label": one["title"], "label_en": one["x-title-en"]} for one in listed
        ]
    return found | ({"required": True} if required else {})


def _kind(said: Mapping[str, Any]) -> str:
    plain = {"boolean": "bool", "number": "number", "array": "multi"}
    if said["type"] in plain:
        return plain[said["type"]]
    return "choice" if "oneOf" in said else "date" if "format" in said else "text"


def _missing(error: Exception) -> str:
    return str(error.args[0])[:80] if isinstance(error, KeyError) and error.args else ""


def _difference(given: Any, ours: Any, place: str = "") -> str | None:
    """The first place at which two documents differ; None when they say the same."""
    if isinstance(given, Mapping) and isinstance(ours, Mapping):
        for key in sorted({*given, *ours}):
            inner = f"{place}.{key}" if place else key
            if key not in given or key not in ours:
                return inner
            if (found := _difference(given[key], ours[key], inner)) is not None:
                return found
        return None
    if isinstance(given, list) and isinstance(ours, list) and len(given) == len(ours):
        pairs = zip(given, ours, strict=True)
        found_in = (_difference(one, other, f"{place}.{index}") for index, (one, other) in enumerate(pairs))
        return next((found for found in found_in if found is not None), None)
    return None if given == ours and isinstance(given, bool) == isinstance(ours, bool) else place
