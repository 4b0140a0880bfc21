"""Annotations of payloads said in TypeScript, and the catalogue written from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import pytest
from django.core.management import CommandError, call_command

from core.event_catalogue import docs_page, typescript
from core.events import Event
from core.typescript import Translator, Unsayable


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(TypedDict):
    name: str
    size: NotRequired[int | None]


class Whole(TypedDict):
    parts: list[Part]


@dataclass(frozen=True, kw_only=True)
class ThingMade(Event):
    kind = "thing_made"
    public = True
    mails = True
    private_fields = frozenset({"cost"})
    whole: Whole
    cost: float
    colour: Colour


@dataclass(frozen=True, kw_only=True)
class NothingSaid(Event):
    kind = "nothing_said"


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (int, "number"),
        (str | None, "string | null"),
        (list[int], "number[]"),
        (tuple[int, ...], "number[]"),
        (tuple[int, str], "[number, string]"),
        (list[int | None], "(number | null)[]"),
        (dict[str, list[str]], "Record<string, string[]>"),
        (dict[str, Any], "Record<string, unknown>"),
        (Literal["a", 2, True], "'a' | 2 | true"),
        (Colour, "'red' | 'blue'"),
        (date, "string"),
        (bool, "boolean"),
    ],
)
def test_an_annotation_has_one_meaning(hint: Any, said: str) -> None:
    assert Translator().say(hint) == said


def test_a_typed_dict_becomes_an_interface_with_those_inside_it() -> None:
    translator = Translator()
    assert translator.say(list[Whole]) == "Whole[]"
    assert translator.interfaces == {
        "Part": "export interface Part {\n  name: string\n  size?: number | null\n}",
        "Whole": "export interface Whole {\n  parts: Part[]\n}",
    }


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(Unsayable):
        Translator().say(Iterator[int])
    with pytest.raises(Unsayable):
        Translator().say(object)


def test_two_shapes_of_one_name_are_refused() -> None:
    translator = Translator()
    translator.say(Part)

    def another() -> Any:
        class Part(TypedDict):
            name: int

        return Part

    with pytest.raises(Unsayable):
        translator.say(another())


def test_the_catalogue_names_payload_readers_and_shapes() -> None:
    page = docs_page([ThingMade])
    assert "| thing_made | tests | whole, *cost*, colour | yes |" in page
    types = typescript([NothingSaid, ThingMade])
    assert "thing_made: { whole: Whole; cost?: number; colour: 'red' | 'blue' }" in types
    assert "nothing_said: Record<string, never>" in types
    assert "export interface Part {" in types


def test_the_command_writes_both_files_and_notices_a_difference(tmp_path: Path) -> None:
    files = {"docs": tmp_path / "docs" / "events.md", "types": tmp_path / "src" / "events.ts"}
    call_command("write_events", **files)
    call_command("write_events", check=True, **files)
    files["types"].write_text("older")
    with pytest.raises(CommandError, match=r"events\.ts"):
        call_command("write_events", check=True, **files)
