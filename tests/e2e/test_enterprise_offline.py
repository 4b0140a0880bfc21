"""Finding an enterprise without a line: by part of a name, by pinyin, by initials."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.entrance import Entrance
from tests.e2e.handset import kept


def test_an_enterprise_is_found_by_pinyin_without_a_line(entrance: Entrance) -> None:
    firm = entrance.caller("enterprise").get("/me")["enterprise"]
    page = entrance.page("cadre", "/m/enterprises")
    owner = entrance.caller("cadre").get("/me")["id"]
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("a.firm").first).to_be_visible()
    for _ in range(100):
        if (found := kept(page, owner)) and found["cursor"]:
            break
        page.wait_for_timeout(100)
    entrance.watch(page).excuse("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    field = page.get_by_role("searchbox")
    for word in ("xinyu", "xybdt", "芯屿", "xinyubandao"):
        field.fill(word)
        expect(page.locator("a.firm strong").first).to_have_text(firm["short_name"])
        expect(page.locator("a.firm")).to_have_count(1)
    field.fill("zzzz")
    expect(page.locator("a.firm")).to_have_count(0)
    page.context.set_offline(False)
