"""An administrator adds a conditional question; the cadre's phone asks it, and its answer comes in from offline."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.entrance import Entrance
from tests.e2e.pages.phone import VisitForm

ASKED = "贷款哪天到期"


@pytest.fixture
def first_version_again(entrance: Entrance) -> Iterator[None]:
    """The other journeys answer the first version."""
    yield
    admin = entrance.caller("admin")
    first = admin.get("/visit-templates/1")
    if first["state"] != "in_force":
        assert admin.verb("/visit-templates/1/publish", first["version"]).status_code == 200


@pytest.mark.usefixtures("first_version_again")
def test_a_new_conditional_question_reaches_the_phone_and_its_answer_the_server(entrance: Entrance) -> None:
    desk = entrance.page("admin", "/desk/templates")
    write_question(desk)
    publish(desk)

    caller = entrance.caller("cadre")
    firm = entrance.spare_firms("cadre")[0]
    number = caller.get("/visit-template")["version"]
    page = entrance.page("cadre", f"/m/visit/{firm['id']}")
    entrance.watch(page).excuse("ERR_INTERNET_DISCONNECTED|WebSocket")
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    form = VisitForm(page)
    card = form.card("交谈")
    due, loan = card.get_by_label(ASKED), card.get_by_role("group", name="近期有到期贷款")
    loan.get_by_text("否", exact=True).click()
    expect(due).to_be_hidden()
    loan.get_by_text("是", exact=True).click()
    expect(due).to_be_visible()

    page.context.set_offline(True)
    form.talk("贷款本月到期,已约银行。")
    form.send()
    expect(page.get_by_text(f"还没有回答:{ASKED}").first).to_be_visible()
    due.fill("2020-04-20")
    form.send()
    page.wait_for_url("**/m/sent/**")
    visit = page.url.rsplit("/", 1)[-1]
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="全部已收到")).to_be_visible(timeout=30_000)
    told = caller.get(f"/visits/{visit}")
    assert told["template_version"] == number
    assert [told["answers"][name] for name in ("loan_due", "q1")] == [True, "2020-04-20"]


def write_question(desk: Page) -> None:
    """Below the loan: a day, asked and then required only if there is one."""
    outline = desk.get_by_role("navigation", name="部分与问题")
    outline.get_by_role("button", name=re.compile("近期有到期贷款")).click()
    desk.locator("section.card").get_by_role("button", name="加一个问题").click()
    desk.get_by_label("问什么 · 中文").fill(ASKED)
    desk.get_by_label("问什么 · 英文").fill("When does the loan fall due")
    desk.get_by_role("group", name="回答方式").get_by_text("日期").click()
    desk.get_by_label("必须回答").check()
    desk.get_by_text("只在前面的回答符合时问").click()
    preview = desk.get_by_role("complementary", name="手机上的样子")
    expect(preview.get_by_label(ASKED)).to_be_visible()
    preview.get_by_role("group", name="近期有到期贷款").get_by_text("否", exact=True).click()
    expect(preview.get_by_label(ASKED)).to_be_hidden()
    expect(desk.get_by_text(f"新增问题“{ASKED}”")).to_be_visible()


def publish(desk: Page) -> None:
    desk.get_by_role("button", name="发布…").click()
    sheet = desk.get_by_role("dialog")
    expect(sheet.get_by_text(f"新增问题“{ASKED}”")).to_be_visible()
    sheet.get_by_role("button", name="发布", exact=True).click()
    expect(sheet).to_be_hidden()
    expect(desk.get_by_text("与使用中的版本没有差别。")).to_be_attached()
