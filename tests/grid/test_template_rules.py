"""Templates: which questions are asked, what may be written, and the same said by a JSON Schema document."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from grid.reference.template import SECTIONS, TITLE
from grid.rules.answers import asked, is_blank, misfits
from grid.rules.template import Flaw, Wrong, flaws
from grid.rules.template_document import NotATemplate, document_of, read_document, sections_of

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "frontend/src/features/grid/template/conditions.cases.json").read_text())
SHARED: list[dict[str, Any]] = CASES["sections"]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_server_and_phone_ask_and_take_the_same(case: dict[str, Any]) -> None:
    assert list(asked(SHARED, case["answers"])) == case["asked"]
    assert {one.field: one.fault.value for one in misfits(SHARED, case["answers"])} == case["faults"]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 600),
    st.floats(-3, 600),
    st.sampled_from(["", "x", "bus", "low", "2020-02-29", "2021-02-29", "20200229"]),
    st.lists(st.sampled_from(["bus", "home", "no"]), max_size=3),
)
NAMES = [field["id"] for section in SHARED for field in section["fields"]]
ANSWERS = st.dictionaries(st.sampled_from([*NAMES, "weather"]), VALUES, max_size=10)


@given(ANSWERS)
def test_any_json_schema_validator_takes_exactly_what_the_rules_take(answers: dict[str, Any]) -> None:
    schema = document_of("走访", "Visit", SHARED)
    said = {name: answer for name, answer in answers.items() if not is_blank(answer)}
    fits = Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(said)
    assert fits == (misfits(SHARED, said) == [])


@given(ANSWERS, st.sampled_from(NAMES), VALUES)
def test_an_answer_opens_and_closes_only_what_comes_after_it(
    answers: dict[str, Any], name: str, other: Any
) -> None:
    before, after = (list(asked(SHARED, {**answers, name: value})) for value in (answers.get(name), other))
    earlier = NAMES[: NAMES.index(name) + 1]
    assert [one for one in before if one in earlier] == [one for one in after if one in earlier]


@pytest.mark.parametrize("sections", [SHARED, SECTIONS], ids=["shared", "reference"])
def test_a_document_is_a_schema_and_reads_back_as_it_was_written(sections: list[dict[str, Any]]) -> None:
    document = document_of(*TITLE, sections)
    Draft202012Validator.check_schema(document)
    stored = json.loads(json.dumps(document, sort_keys=True))
    assert sections_of(stored) == sections
    assert read_document(stored) == (*TITLE, sections)
    assert flaws(sections) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda it: it["properties"]["missing"].update(multipleOf=2), "properties.missing.multipleOf"),
        (lambda it: it["allOf"][0]["if"]["properties"]["missing"].update(minimum=2), "allOf.0.if.properties"),
        (lambda it: it.update(additionalProperties=True), "additionalProperties"),
        (lambda it: it["properties"].pop("loan"), "loan"),
        (lambda it: it.pop("x-sections"), "x-sections"),
        (lambda it: it["x-sections"].clear(), "allOf"),
    ],
)
def test_a_document_that_asks_what_the_form_cannot_is_refused_by_place(change: Any, place: str) -> None:
    document = deepcopy(document_of(*TITLE, SHARED))
    change(document)
    with pytest.raises(NotATemplate) as refused:
        read_document(document)
    assert refused.value.place.startswith(place)


@given(st.recursive(VALUES, lambda inner: st.dictionaries(st.text(max_size=8), inner, max_size=3)))
def test_whatever_is_brought_in_is_read_or_refused(anything: Any) -> None:
    with pytest.raises(NotATemplate):
        read_document(anything)


def test_a_document_of_endless_depth_is_refused() -> None:
    document = deepcopy(document_of(*TITLE, SHARED))
    deep: list[Any] = []
    for _ in range(3000):
        deep = [deep]
    document["properties"]["causes"]["x-show-if"]["value"] = deep
    with pytest.raises(NotATemplate):
        read_document(document)


def _with(change: Any) -> list[Wrong]:
    sections = deepcopy(SHARED)
    change(sections)
    return flaws(sections)


OWN = {"question": "missing", "test": "at_least", "value": 1}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda s: s.clear(), [Wrong("sections", Flaw.NO_QUESTIONS)]),
        (lambda s: s[1].update(fields=[]), [Wrong("sections.1.fields", Flaw.NO_QUESTIONS)]),
        (lambda s: s[1].update(id="Money!"), [Wrong("sections.1.id", Flaw.KEY)]),
        (
            lambda s: s[1].update(id="people"),
            [Wrong("sections.0.id", Flaw.DOUBLED), Wrong("sections.1.id", Flaw.DOUBLED)],
        ),
        (
            lambda s: s[0]["fields"][1].pop("options"),
            [
                Wrong("sections.0.fields.1.options", Flaw.OPTIONS),
                Wrong("sections.0.fields.2.show_if.value", Flaw.VALUE),
            ],
        ),
        (
            lambda s: s[1]["fields"][0].update(unit="元"),
            [Wrong("sections.1.fields.0.unit", Flaw.ONLY_NUMBERS)],
        ),
        (lambda s: s[0]["fields"][0].update(min=900), [Wrong("sections.0.fields.0.max", Flaw.BOUNDS)]),
        (lambda s: s[0]["fields"][0].update(step=0.1), [Wrong("sections.0.fields.0.step", Flaw.STEP)]),
        (lambda s: s[0]["fields"][2].update(step=1), [Wrong("sections.0.fields.2.step", Flaw.STEP)]),
        (
            lambda s: s[0]["fields"][0].update(show_if=OWN),
            [Wrong("sections.0.fields.0.show_if.question", Flaw.NOT_EARLIER)],
        ),
        (
            lambda s: s[0]["fields"][1]["show_if"].update(question="loan"),
            [Wrong("sections.0.fields.1.show_if.question", Flaw.NOT_EARLIER)],
        ),
        (
            lambda s: s[0]["fields"][1]["show_if"].update(test="equals"),
            [Wrong("sections.0.fields.1.show_if.test", Flaw.TEST)],
        ),
        (
            lambda s: s[0]["fields"][2]["show_if"].update(value=["ship"]),
            [Wrong("sections.0.fields.2.show_if.value", Flaw.VALUE)],
        ),
    ],
)
def test_every_flaw_is_named_with_its_place(change: Any, wrong: list[Wrong]) -> None:
    assert _with(change) == wrong


def test_a_template_has_bounds() -> None:
    fields = [{"id": f"q{n}", "kind": "text", "label": "问", "label_en": ""} for n in range(61)]
    sections = [
        {"id": f"s{n}", "title": "部分", "title_en": "", "fields": fields[n * 16 : n * 16 + 16]}
        for n in range(4)
    ]
    assert flaws(sections) == [Wrong("sections", Flaw.TOO_MANY)]
    whole = [{"id": "s", "title": "部分", "title_en": "", "fields": fields[:21]}]
    assert flaws(whole) == [Wrong("sections.0.fields", Flaw.TOO_MANY)]
