"""A working day without a line, a battery that dies, a line that loses a third: each visit arrives exactly once.

OFFLINE_VISITS and OFFLINE_KILLS make it large (./run soak --phones).
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from config.embedded.stack import Stack
from config.embedded.suite import FLAGS
from tests.e2e.entrance import Entrance
from tests.e2e.faulty import FaultyLine
from tests.e2e.handset import Handset, kept, sign_in
from tests.e2e.pages.phone import VisitForm
from tests.e2e.pictures import photo

VISITS = int(os.environ.get("OFFLINE_VISITS", "2"))
KILLS = int(os.environ.get("OFFLINE_KILLS", "3"))


@pytest.fixture
def line(stack: Stack) -> Iterator[FaultyLine]:
    found = FaultyLine(stack.url)
    yield found
    found.close()


@pytest.fixture
def handset(chromium: Browser, tmp_path: Path) -> Iterator[Handset]:
    found = Handset(chromium.browser_type, tmp_path, list(FLAGS))
    yield found
    found.kill()


def test_a_day_offline_arrives_exactly_once(
    entrance: Entrance, stack: Stack, line: FaultyLine, handset: Handset
) -> None:
    caller = entrance.caller("cadre")
    firms = entrance.spare_firms("cadre")[:VISITS]
    context = handset.start()
    owner = sign_in(context, line.url, stack.url, "cadre")
    page = handset.page(context, f"{line.url}/m/")
    settled_in(page, owner)

    line.down = True
    page.reload(wait_until="domcontentloaded")
    for number in range(VISITS):
        write_visit(page, line.url, firms[number % len(firms)], number)
    assert [part["state"] for parcel in kept(page, owner)["parcels"] for part in parcel["parts"]].count(
        "received"
    ) == 0

    line.captive, line.down = True, False
    page.goto(f"{line.url}/m/sent", wait_until="domcontentloaded")
    page.get_by_role("button", name="马上重试").click()
    expect(page.get_by_role("button", name="马上重试")).to_be_enabled()
    assert not any(
        part["state"] == "received" for parcel in kept(page, owner)["parcels"] for part in parcel["parts"]
    )

    line.captive, line.losing = False, 0.3
    second = handset.page(context, f"{line.url}/m/sent")
    for tab in (page, second):
        tab.get_by_role("button", name="马上重试").click(no_wait_after=True)
    handset.kill()

    context = handset.start()
    context.clear_cookies(name="sessionid")
    page = handset.page(context, f"{line.url}/m/sent")
    page.wait_for_url("**/?next=**")
    sign_in(context, line.url, stack.url, "cadre")
    page.goto(f"{line.url}/m/sent", wait_until="domcontentloaded")
    parcels = wait_until_sent(page, owner)

    assert line.lost > 0
    assert len(parcels) == VISITS
    held_against_the_server(caller, parcels)


def test_a_battery_may_die_at_any_moment_of_sending(
    entrance: Entrance, stack: Stack, line: FaultyLine, handset: Handset
) -> None:
    caller, chance = entrance.caller("cadre"), random.Random(2020)
    firm = entrance.spare_firms("cadre")[0]
    context = handset.start()
    owner = sign_in(context, line.url, stack.url, "cadre")
    page = handset.page(context, f"{line.url}/m/")
    settled_in(page, owner)
    for number in range(KILLS):
        line.down = True
        write_visit(page, line.url, firm, number, photos=1)
        line.down, line.losing = False, 0.2
        page.evaluate("() => { window.dispatchEvent(new Event('online')) }")
        time.sleep(chance.random() * 0.6)
        handset.kill()
        context = handset.start()
        # The browser writes cookies to its disk only now and then; the battery took them along.
        sign_in(context, line.url, stack.url, "cadre")
        page = handset.page(context, f"{line.url}/m/sent")
        page.get_by_role("heading").first.wait_for()
    line.losing = 0.0
    parcels = wait_until_sent(page, owner)
    assert len(parcels) == KILLS
    held_against_the_server(caller, parcels)


def settled_in(page: Page, owner: int) -> None:
    """The app is on the device whole, and so is what it reads."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    until(lambda: bool((found := kept(page, owner)) and found["cursor"] and found["rows"]))
    until(lambda: page.evaluate("() => Boolean(navigator.serviceWorker.controller)"))


def write_visit(page: Page, url: str, firm: dict[str, Any], number: int, *, photos: int = 2) -> None:
    page.goto(f"{url}/m/visit/{firm['id']}", wait_until="domcontentloaded")
    form = VisitForm(page)
    form.talk(f"离线走访第 {number + 1} 次,缺工 {number + 3} 人。")
    if photos:
        card = form.card("照片")
        card.locator("input[type=file]").set_input_files([photo(f"{number}-{n}.jpg") for n in range(photos)])
        expect(card.get_by_label(f"第 {photos} 张的说明")).to_be_visible()
    form.send()
    page.wait_for_url("**/m/sent/**")


def wait_until_sent(page: Page, owner: int) -> list[dict[str, Any]]:
    """Every part has its receipt; whoever waits presses the button, as a cadre would."""

    def done() -> bool:
        button = page.get_by_role("button", name="马上重试", disabled=False)
        if button.is_visible():
            # It goes when the last part is sent, which may be just now.
            with suppress(PlaywrightError):
                button.click(no_wait_after=True, timeout=1_000)
        parts = [part for parcel in kept(page, owner)["parcels"] for part in parcel["parts"]]
        left[:] = [part for part in parts if part["state"] != "received"]
        return not left

    left: list[dict[str, Any]] = []
    try:
        until(done, seconds=60 + VISITS * 10)
    except AssertionError:
        raise AssertionError(f"still here: {[{**part, 'body': ...} for part in left]}") from None
    parcels: list[dict[str, Any]] = kept(page, owner)["parcels"]
    return parcels


def held_against_the_server(caller: Any, parcels: list[dict[str, Any]]) -> None:
    """Each visit is there once, with each of its photos, and the receipts carry the hash of what was sent."""
    for parcel in parcels:
        visit = caller.get(f"/visits/{parcel['id']}")
        assert visit["summary"] == parcel["parts"][0]["body"]["summary"]
        files = [part for part in parcel["parts"] if part["kind"] == "visit_photo"]
        assert sorted(row["uuid"] for row in visit["photo_list"]) == sorted(part["uuid"] for part in files)
        assert all(len(part["receipt"]["sha256"]) == 64 for part in parcel["parts"])
    summaries: list[str] = []
    cursor = None
    while True:
        page = caller.get("/visits", mine="true", limit=100, **({"cursor": cursor} if cursor else {}))
        summaries += [row["uuid"] for row in page["results"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert all(summaries.count(parcel["id"]) == 1 for parcel in parcels)


def until(true: Callable[[], bool], *, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)
