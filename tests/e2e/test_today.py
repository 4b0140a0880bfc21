"""The cadre's day: an order of travel reckoned on the phone, an order put by hand, and both without a line."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.entrance import Entrance


def test_the_day_is_travelled_by_route_or_as_its_owner_puts_it_also_without_a_line(
    entrance: Entrance,
) -> None:
    page = entrance.page("cadre")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.309, "longitude": 120.323, "accuracy": 12})
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.get_by_text("按路线", exact=True).click()
    expect(page.get_by_text("全程约")).to_be_visible()
    page.get_by_role("button", name="地图").click()
    expect(page.locator(".map polygon").first).to_be_attached()
    walked = names(page)

    page.get_by_text("我排的", exact=True).click()
    handle = page.get_by_role("button", name=f"移动 {walked[1]},现在第 2 位")
    handle.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text(f"{walked[1]} 移到第 1 位")).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    put = [walked[0], walked[2], walked[1], *walked[3:]]
    assert names(page) == put

    entrance.watch(page).excuse("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("radio", name="我排的")).to_be_checked()
    assert names(page) == put
    page.get_by_text("按路线", exact=True).click()
    expect(page.locator("article.due strong").nth(1)).to_have_text(walked[1])
    page.context.set_offline(False)


def test_a_card_is_dragged_by_its_handle(entrance: Entrance) -> None:
    page = entrance.page("cadre")
    page.get_by_text("我排的", exact=True).click()
    before = names(page)
    grip, onto = page.locator(".handle").first, page.locator(".arrange li").nth(2)
    start, end = grip.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 10, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] - 4, steps=6)
    page.mouse.move(start["x"] + 10, end["y"] + end["height"] * 0.8, steps=6)
    page.mouse.up()
    expect(page.locator("article.due strong").first).not_to_have_text(before[0])
    assert sorted(names(page)) == sorted(before)


def names(page: Page) -> list[str]:
    expect(page.locator("article.due").first).to_be_visible()
    return page.locator("article.due strong").all_inner_texts()
