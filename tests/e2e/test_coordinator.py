"""The coordinator finds, filters and assigns; what is said among colleagues stays among them."""

from __future__ import annotations

import secrets

from playwright.sync_api import expect

from tests.e2e.entrance import Entrance
from tests.e2e.pages.desk import Board, Ledger
from tests.e2e.pages.enterprise import Issue
from tests.whole.caller import until


def unrouted(entrance: Entrance, text: str) -> str:
    """A problem of the enterprise that no rule knows: it waits for the coordinator."""
    caller = entrance.caller("enterprise")
    answer = caller.create("/tickets", {"category": "OTH-OTH", "text": text})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ref"])


def test_a_problem_without_a_rule_waits_for_the_coordinator_who_assigns_it(entrance: Entrance) -> None:
    board = Board(entrance.page("coordinator"))
    ref = unrouted(entrance, f"厂区门口第 {secrets.randbelow(900)} 号路灯不亮,夜班员工反映不安全。")
    expect(board.card(ref, "待受理")).to_be_visible()

    drawer = board.open(ref)
    drawer.fill("派遣", 派给哪个单位="下沙第1小组")
    expect(board.card(ref, "待签收")).to_be_visible()
    expect(board.card(ref)).to_contain_text("下沙第1小组")


def test_an_internal_note_never_reaches_the_enterprise(entrance: Entrance) -> None:
    ref = unrouted(entrance, f"请协调第 {secrets.randbelow(900)} 号门外的垃圾清运,异味影响食堂。")
    issue = Issue(entrance.page("enterprise", f"/e/issues/{ref}"))
    drawer = Board(entrance.page("coordinator", f"/desk/?ticket={ref}")).open(ref)
    note, reply = "内部:对方情绪急,先电话安抚。", "已收到,今天会有人联系您。"
    drawer.write("内部", note)
    drawer.write("对企业", reply)

    expect(issue.told(reply)).to_be_visible()
    expect(issue.page.get_by_text(note)).to_have_count(0)
    for path in (f"/tickets/{ref}", f"/tickets/{ref}/timeline", "/inbox"):
        assert note not in str(entrance.caller("enterprise").get(path)), path
    assert note in str(entrance.caller("coordinator").get(f"/tickets/{ref}"))


def test_the_ledger_finds_a_problem_by_a_word_of_its_text_and_by_filters(entrance: Entrance) -> None:
    mark = secrets.token_hex(4)
    ref = unrouted(entrance, f"请协助更换门牌 {mark},快递员经常送错。")
    until(lambda: entrance.caller("coordinator").get(f"/tickets/{ref}")["state"] == "submitted")
    ledger = Ledger(entrance.page("coordinator", "/desk/tickets"))
    ledger.search(mark)
    expect(ledger.rows).to_have_count(1)
    expect(ledger.row(ref)).to_be_visible()

    ledger.page.get_by_role("combobox", name="状态").select_option("closed")
    expect(ledger.page.get_by_text("没有符合条件的工单")).to_be_visible()
    ledger.page.get_by_role("button", name="清除全部条件").first.click()
    expect(ledger.rows.first).to_be_visible()


def test_the_palette_leads_to_a_problem_by_its_number(entrance: Entrance) -> None:
    ref = unrouted(entrance, "希望增设公交站点,员工下班不便。")
    page = entrance.page("coordinator")
    Board(page)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="输入编号").fill(ref)
    page.get_by_role("option").filter(has_text=ref).first.click()
    expect(page.get_by_role("heading", name="希望增设公交站点")).to_be_visible()
