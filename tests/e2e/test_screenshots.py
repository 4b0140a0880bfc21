"""The pictures of docs/screenshots: written only when asked for, with `--screenshots`."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from config.embedded.house import ROOT
from tests.e2e.entrance import Entrance
from tests.e2e.pages.phone import VisitForm
from tests.e2e.palette import in_few_colours
from tests.e2e.screens import Screen, screens_of, show

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 150_000
COLOURS = (256, 128, 64, 32)
SHORT = {"zh-hans": "zh", "en": "en"}
PICTURES: dict[str, tuple[str, str]] = {
    "cadre-today": ("cadre", "today"),
    "cadre-visit": ("cadre", "visit form"),
    "cadre-ticket": ("cadre", "ticket"),
    "enterprise-submit": ("enterprise", "ask"),
    "enterprise-issue": ("enterprise", "issue"),
    "board": ("coordinator", "board"),
    "drawer": ("coordinator", "drawer"),
    "register": ("coordinator", "register"),
    "overview": ("coordinator", "overview"),
}

pytestmark = pytest.mark.screenshots


@pytest.mark.parametrize("language", SHORT)
def test_the_pictures_show_the_grid_as_it_is(language: str, entrance: Entrance) -> None:
    save(entrance.stranger(language=language), f"front-{SHORT[language]}")
    for name, (who, wanted) in PICTURES.items():
        page = entrance.page(who, language=language)
        screen = find(who, wanted, entrance)
        show(page, entrance.url, screen)
        BEGUN.get(name, nothing)(page, language)
        save(page, f"{name}-{SHORT[language]}")
        page.context.close()


def test_a_picture_shows_the_board_in_the_dark(entrance: Entrance) -> None:
    page = entrance.page("coordinator", theme="dark")
    show(page, entrance.url, find("coordinator", "board", entrance))
    save(page, "board-dark-zh")


def find(who: str, name: str, entrance: Entrance) -> Screen:
    return next(screen for screen in screens_of(who, entrance) if screen.name == name)


def nothing(page: Page, language: str) -> None:
    """Most pictures show the screen as it opens."""


def write_a_problem(page: Page, language: str) -> None:
    text = {
        "zh-hans": "安徽返岗员工 23 人在高速口被劝返,已有健康码和企业证明,请协调放行。",
        "en": "23 workers returning from Anhui were turned back at the motorway exit despite valid permits.",
    }[language]
    page.get_by_role("textbox").first.fill(text)
    chip = {"zh-hans": "员工返岗", "en": "Workers' return"}[language]
    page.get_by_text(chip, exact=True).click()
    page.get_by_role("heading", level=2).first.scroll_into_view_if_needed()


def begin_a_visit(page: Page, language: str) -> None:
    page.context.grant_permissions(["geolocation"])
    site = page.evaluate(
        "(id) => fetch(`/api/v1/enterprises/${id}`).then((answer) => answer.json())", page.url.split("/")[-1]
    )
    page.context.set_geolocation({"latitude": site["lat"] + 0.0003, "longitude": site["lon"], "accuracy": 12})
    if language == "zh-hans":
        VisitForm(page).card("到达").get_by_role("button", name="我到了").click()
    else:
        page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("±")).to_be_visible()


BEGUN: dict[str, Callable[[Page, str], None]] = {
    "enterprise-submit": write_a_problem,
    "cadre-visit": begin_a_visit,
}


def save(page: Page, name: str) -> None:
    """A picture of what is in the window, in as many colours as fit into its allowance."""
    page.mouse.move(0, 0)
    shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    for colours in COLOURS:
        in_few_colours(shot, colours).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    assert path.stat().st_size < LARGEST, f"{name} is too large: {path.stat().st_size:,} bytes"
