"""Door plates: whose, and what is on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import segno

from grid.api.views.plates import QUIET, drawn
from tests.browser import Browser
from tests.people import World


def test_a_plate_leads_to_the_visit_of_its_enterprise(
    people: World, browser_of: Callable[..., Browser], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://grid.example.org"
    (plate,) = browser_of(people.dora).get("/plates", search="芯屿").json()
    assert plate["address"] == f"https://grid.example.org/m/door/{people.chips.uuid}"
    assert (plate["short_name"], plate["cadre"]) == ("芯屿半导体", "安达")
    assert (plate["size"], plate["path"]) == drawn(plate["address"])


def test_what_is_drawn_is_the_code_dot_by_dot() -> None:
    text = "https://grid.example.org/m/door/7b0cf0f0-0000-4000-8000-000000000001"
    size, path = drawn(text)
    dark = {(int(x) - QUIET, int(y) - QUIET) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    rows = segno.make_qr(text, error="q").matrix
    assert size == len(rows) + 2 * QUIET
    assert dark == {(x, y) for y, row in enumerate(rows) for x, one in enumerate(row) if one}
