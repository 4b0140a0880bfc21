"""A problem on its way through everybody's hands, each in a browser of their own, and no page ever reloaded."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import expect

from tests.e2e.counts import counts
from tests.e2e.entrance import Entrance
from tests.e2e.pages.desk import Board
from tests.e2e.pages.enterprise import Ask
from tests.e2e.pages.phone import Phone, VisitForm
from tests.e2e.pictures import photo

CATEGORY, CODE = "员工返岗", "LAB-RET"
REPLY = "已安排返岗专车,周三上午到厂,请通知员工在县汽车站集合。"


def test_a_problem_goes_through_everybodys_hands_and_all_pages_move_by_themselves(entrance: Entrance) -> None:
    """The enterprise asks, the cadre hands over, the department solves, the enterprise has the last word."""
    text = f"安徽返岗员工 {secrets.randbelow(900) + 100} 人没有车票,周三前要到岗,请协调班车。"
    board = Board(entrance.page("coordinator"))
    board.only("类别", CODE)
    before = counts(entrance.caller("coordinator"), category=CODE)

    def moved(**more: int) -> None:
        for name, number in before.items():
            expect(board.count(name)).to_have_text(str(number + more.get(name, 0)))

    moved()
    phone = Phone(entrance.page("cadre"))
    department = Board(entrance.page("officer"))
    department.only("类别", CODE)

    ask = Ask(entrance.page("enterprise"))
    ask.write(text, category=CATEGORY, picture=photo("gate.jpg"))
    receipt = ask.submit()
    expect(receipt.card).to_contain_text("受理承诺")
    expect(receipt.card).to_contain_text("王晓岚")
    ref = receipt.ref
    issue = receipt.follow()
    expect(issue.page.get_by_role("img")).to_be_visible()

    expect(board.card(ref, "待签收")).to_be_visible()
    moved(待签收=1)
    expect(phone.ticket(ref)).to_be_visible()
    in_hand = phone.open(ref)
    in_hand.press("签收")
    expect(in_hand.state("办理中")).to_be_visible()
    expect(issue.told("王晓岚已接手")).to_be_visible()
    expect(board.card(ref, "办理中")).to_be_visible()
    moved(办理中=1)

    expect(department.card(ref)).to_be_hidden()
    in_hand.fill("转办", 理由="需要跨省协调班车,请人社部门牵头。")
    expect(issue.told("换到人力资源和社会保障局继续办理")).to_be_visible()
    expect(department.card(ref, "待签收")).to_be_visible()
    moved(待签收=1)

    drawer = department.open(ref)
    drawer.press("签收")
    expect(issue.told("林若溪已接手")).to_be_visible()
    drawer.write("对企业", REPLY)
    expect(issue.told(REPLY)).to_be_visible()
    drawer.fill("办结", 办理结果="已解决", 公开答复="班车已落实,23 人全部返岗。")
    expect(issue.title("有结果了,请您确认")).to_be_visible()
    expect(board.card(ref, "待核实")).to_be_visible()
    moved(待核实=1)

    issue.rate("非常满意", tag="办得快", text="谢谢小王。")
    expect(issue.title("已办结")).to_be_visible()
    expect(issue.told(re.compile("您确认已解决.*非常满意"))).to_be_visible()
    expect(board.card(ref)).to_be_hidden()
    moved()
    expect(drawer.panel.get_by_label("企业评价 非常满意")).to_be_visible()


def test_a_visit_from_the_phone_brings_a_further_problem_to_the_board(entrance: Entrance) -> None:
    """Arrival with position, production, talk, a problem and a photo, sent as one and received part by part."""
    text = f"新招的 {secrets.randbelow(900) + 100} 名员工缺少周转宿舍,希望协调就近公寓。"
    firm = entrance.caller("enterprise").get("/me")["enterprise"]
    site = entrance.caller("cadre").get(f"/enterprises/{firm['id']}")
    board = Board(entrance.page("coordinator"))
    page = entrance.page("cadre", f"/m/enterprises/{firm['id']}")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": site["lat"], "longitude": site["lon"], "accuracy": 12})

    page.get_by_role("link", name="走访", exact=True).click()
    visit = VisitForm(page)
    visit.arrive()
    visit.production(returned=300)
    visit.talk("生产恢复正常,答应一周内落实宿舍。")
    visit.problem(text, "住宿隔离")
    visit.photo(photo("dormitory.jpg"), "宿舍楼")
    visit.send()
    expect(page.get_by_role("heading", name="全部已收到")).to_be_visible()

    visited = entrance.caller("cadre").get("/visits", enterprise=firm["id"], limit=1)["results"][0]
    found = entrance.caller("cadre").get("/tickets", enterprise=firm["id"], limit=1)["results"][0]
    assert visited["distance_m"] < 50
    assert visited["photos"] == 1
    assert text.startswith(found["title"].rstrip("…"))
    expect(board.card(found["ref"], "待签收")).to_be_visible()
    page.get_by_role("link", name="回到今天").click()
    expect(Phone(page).ticket(found["ref"])).to_be_visible()
