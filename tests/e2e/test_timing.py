"""Deadlines for a combination that has none: written, tried, put in force, ended and taken up again on the screen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.entrance import Entrance

COMBINATION = "用工返岗 · 一般 · 一般企业"


def test_new_deadlines_say_whom_they_take_and_end_with_a_version(entrance: Entrance) -> None:
    page = entrance.page("coordinator", "/desk/timing")
    entrance.watch(page).excuse("status of 400")
    page.get_by_role("button", name="新增时限规则").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_text("请至少选定类别")).to_be_visible()
    expect(form.get_by_role("button", name="启用这条规则")).to_be_disabled()

    form.get_by_role("combobox", name="紧急程度").select_option("urgent")
    expect(form.get_by_role("alert")).to_contain_text("已经有规则")
    form.get_by_role("combobox", name="问题类别").select_option("LAB")
    form.get_by_role("combobox", name="紧急程度").select_option("low")
    form.get_by_role("combobox", name="企业层级").select_option("ordinary")
    expect(form.get_by_text("在办工单").first).to_be_visible()
    form.get_by_role("spinbutton", name="办结").fill("0")
    form.get_by_role("button", name="启用这条规则").click()
    expect(form.get_by_role("spinbutton", name="办结")).to_have_attribute("aria-invalid", "true")
    form.get_by_role("spinbutton", name="办结").fill("7")
    expect(form.get_by_text("7 个工作日内办结")).to_be_visible()
    takes_none = form.get_by_text("现在没有在办工单会改用这条规则").is_visible()
    form.get_by_role("button", name="启用这条规则").click()
    if not takes_none:
        form.get_by_role("button", name="保持原承诺").click()

    row = page.get_by_role("listitem").filter(has_text=COMBINATION)
    expect(row).to_contain_text("办结 7 个工作日")
    row.get_by_role("button", name="停用", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="停用", exact=True).click()
    expect(row).to_contain_text("已停用")
    row.get_by_role("button", name="历史版本").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(2)
    page.keyboard.press("Escape")
    row.get_by_role("button", name="重新启用").click()
    expect(page.get_by_role("dialog").get_by_text("7 个工作日内办结")).to_be_visible()
