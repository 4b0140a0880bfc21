"""The administrator looks after reference data, tries rules out, and sees who is signed in."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.entrance import Entrance


def test_the_administrator_edits_reference_rows_and_only_reads_tickets(entrance: Entrance) -> None:
    page = entrance.page("admin", "/admin/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{entrance.url}/admin/tickets/category/LAB/change/")
    expect(page.locator("input[name=_save]")).to_be_visible()
    page.goto(f"{entrance.url}/admin/tickets/ticket/")
    expect(page.locator("#result_list tbody tr").first).to_be_visible()
    expect(page.locator(".object-tools a")).to_have_count(0)
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("#content-main")).to_be_visible()
    expect(page.locator("#content-main").locator("input[type=submit], select, textarea")).to_have_count(0)


def test_a_changed_rule_is_tried_on_past_problems_before_it_counts(entrance: Entrance) -> None:
    page = entrance.page("admin", "/desk/rules")
    rule = page.get_by_role("listitem").filter(has_text="物流运输").first
    rule.get_by_role("button", name="修改", exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("牵头部门").select_option(label="商务局")
    sheet.get_by_label("从哪里开始").select_option(label="直接交牵头部门")
    sheet.get_by_role("button", name="试运行").click()
    expect(sheet.get_by_text("件会派到别处")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(rule).to_contain_text("交通运输局")


def test_everybody_sees_the_own_devices_and_signs_one_out(entrance: Entrance) -> None:
    page = entrance.page("admin", "/desk/devices")
    expect(page.get_by_text("本机")).to_be_visible()
    entrance.caller("admin")
    page.reload()
    others = page.get_by_role("button", name="让它退出")
    expect(others.first).to_be_visible()
    count = others.count()
    others.first.click()
    expect(others).to_have_count(count - 1)
    entrance.signed_out("admin")
