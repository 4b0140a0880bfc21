"""One visit fills every report: the cadre's evening text, the team leader's page, paper and spreadsheet."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.entrance import Entrance
from tests.e2e.pages.desk import VisitReport
from tests.e2e.pages.phone import Phone, VisitForm
from tests.e2e.test_ledgers import take

SAID = "新到一条产线,正在调试,下周回访。"


def test_one_visit_fills_the_cadres_day_and_the_team_leaders_report(entrance: Entrance) -> None:
    cadre, leader = entrance.caller("cadre"), entrance.caller("leader_team")
    before, led = (who.get("/visit-reports")["visits"]["total"] for who in (cadre, leader))
    firm = entrance.caller("enterprise").get("/me")["enterprise"]

    phone = entrance.page("cadre", f"/m/visit/{firm['id']}")
    phone.context.grant_permissions(["geolocation", "clipboard-read", "clipboard-write"])
    phone.context.set_geolocation({"latitude": 30.309, "longitude": 120.323, "accuracy": 12})
    form = VisitForm(phone)
    form.arrive()
    form.production(returned=20)
    form.talk(SAID)
    form.send()
    expect(phone.get_by_role("heading", name="全部已收到")).to_be_visible()

    phone.goto(f"{entrance.url}/m/")
    Phone(phone).go("我的")
    phone.get_by_role("link", name="日报和周报").click()
    expect(phone.get_by_role("heading", name="走访日报")).to_be_visible()
    expect(phone.locator("section").filter(has_text="重点情况")).to_contain_text(SAID)
    phone.get_by_role("button", name="复制文字").click()
    expect(phone.get_by_text("已复制,可以直接粘贴到群里")).to_be_visible()
    told = phone.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert told[0].startswith("【走访日报】")
    assert told[0].endswith(" · 王晓岚")
    assert told[1].startswith(f"一、走访:{before + 1} 次,")
    assert any(line.endswith(SAID) for line in told)

    desk = entrance.page("leader_team", "/desk/visit-reports")
    report = VisitReport(desk)
    expect(report.figure("走访")).to_have_text(f"{led + 1}次")
    expect(report.part("重点情况")).to_contain_text(SAID)
    head, *rows = take(desk, "导出明细")
    assert len(rows) == led + 1
    assert SAID in [row[head.index("走访情况")] for row in rows]


def test_the_day_the_week_and_the_team_stand_in_the_address(entrance: Entrance) -> None:
    page = entrance.page("coordinator", "/desk/visit-reports")
    report = VisitReport(page)
    report.by("周报")
    page.get_by_role("button", name="前一周").click()
    page.wait_for_url("**on=2*")
    everybody = report.figure("走访").inner_text()
    team = entrance.caller("leader_team").get("/me")["units"][0]
    page.get_by_role("combobox", name="单位").select_option(label=team["name"])
    page.wait_for_url(f"**unit={team['id']}*")
    expect(page.locator("p.of")).to_contain_text(team["name"])
    expect(report.figure("走访")).not_to_have_text(everybody)
    seen = report.figure("走访").inner_text()

    page.reload()

    expect(report.figure("走访")).to_have_text(seen)
    expect(page.locator("p.of")).to_contain_text(team["name"])
    assert report.sheets() == 1
    page.get_by_role("button", name="本周").click()
    expect(page.get_by_role("button", name="后一周")).to_be_disabled()


def test_a_day_without_visits_says_so(entrance: Entrance) -> None:
    page = entrance.page("leader_team", "/desk/visit-reports?on=2019-01-01")
    VisitReport(page)
    expect(page.get_by_text("这一天没有走访")).to_be_visible()
    expect(page.get_by_role("button", name="导出明细")).to_be_disabled()
