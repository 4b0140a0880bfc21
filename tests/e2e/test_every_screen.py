"""Every main screen in both languages, both looks and all widths: readable, whole, translated, accessible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from config.embedded.house import ROOT
from tests.e2e.entrance import Entrance
from tests.e2e.screens import screens_of, show, widths_of
from tests.e2e.words import CHINESE, Data

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
LAYOUT = (Path(__file__).parent / "layout.js").read_text()
LOOKS: dict[Any, dict[str, Any]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
GRAVE = {"serious", "critical"}
WHO = ("cadre", "enterprise", "coordinator", "admin")
LANGUAGES = ("zh-hans", "en")

RUN = """(only) => axe.run(document, { runOnly: only, resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.html.slice(0, 160)) })))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", WHO)
def test_every_screen_is_whole_and_in_the_readers_language(
    who: str, language: str, entrance: Entrance
) -> None:
    """No text is cut, none is missing, none is left untranslated, and nothing is wider than the window."""
    page = entrance.page(who, language=language)
    data, wrong = Data(page), set[str]()
    for screen in screens_of(who, entrance):
        show(page, entrance.url, screen)
        for width in widths_of(who):
            page.set_viewport_size({"width": width, "height": 900})
            wrong |= {f"{screen.name} at {width}: {text}" for text in _look(page, data, language)}
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["cadre", "enterprise"])
def test_every_screen_is_whole_in_larger_text(who: str, language: str, entrance: Entrance) -> None:
    """As above, on the narrowest and a usual phone, in light and dark, for eyes that need 大字版."""
    page = entrance.page(who, language=language)
    page.evaluate("() => localStorage.setItem('esg.look', JSON.stringify({ elder: true }))")
    data, wrong = Data(page), set[str]()
    for screen in screens_of(who, entrance):
        show(page, entrance.url, screen)
        assert page.evaluate("() => document.documentElement.dataset.size") == "elder"
        for look in LOOKS:
            page.emulate_media(color_scheme=look)
            for width in widths_of(who):
                page.set_viewport_size({"width": width, "height": 900})
                wrong |= {f"{screen.name} at {width}, {look}: {text}" for text in _look(page, data, language)}
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", WHO)
def test_every_screen_is_accessible_in_light_and_dark(who: str, language: str, entrance: Entrance) -> None:
    """No serious finding of axe. In the dark only the colours differ, so only they are looked at again."""
    page = entrance.page(who, language=language)
    wrong = []
    for screen in screens_of(who, entrance):
        for look, rules in LOOKS.items():
            page.emulate_media(color_scheme=look)
            show(page, entrance.url, screen)
            wrong += [f"{screen.name}, {look}: {text}" for text in _axe(page, rules)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_is_whole_and_accessible(language: str, phone: bool, entrance: Entrance) -> None:
    page = entrance.stranger(language=language, phone=phone)
    data = Data(page)
    data.learn(
        page.locator(
            ".door .name, .door[value=enterprise] .caption, .door[value^=contact] .caption"
        ).all_inner_texts()
    )
    wrong = _look(page, data, language) + _axe(page, LOOKS["light"])
    page.emulate_media(color_scheme="dark")
    page.reload()
    wrong += _axe(page, LOOKS["dark"])
    assert not wrong, "\n".join(wrong)


def _look(page: Page, data: Data, language: str) -> list[str]:
    seen = page.evaluate(LAYOUT)
    wrong: list[str] = seen["found"]
    if language == "en":
        data.read()
        for text in {text for text in seen["texts"] if CHINESE.search(text)}:
            wrong += [f"untranslated: {left} in “{text[:60]}”" for left in data.untranslated(text)]
    return wrong


def _axe(page: Page, rules: dict[str, Any]) -> list[str]:
    page.evaluate(AXE.read_text())
    return [
        f"{found['id']} ({found['impact']}): {where}"
        for found in page.evaluate(RUN, rules)
        if found["impact"] in GRAVE
        for where in found["where"][:3]
    ]
