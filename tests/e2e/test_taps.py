"""A visit costs a dozen taps at most, besides typing, with three problems and five photos too."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.entrance import Entrance
from tests.e2e.pages.phone import VisitForm
from tests.e2e.pictures import photo

MOST_TAPS = 12
COUNT = """
const TYPED = 'textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])'
addEventListener('pointerdown', ({ target }) => {
  if (target instanceof Element && target.closest(TYPED)) return
  sessionStorage.setItem('taps', String(Number(sessionStorage.getItem('taps') ?? 0) + 1))
}, { capture: true })
"""


PROBLEMS = (
    "外地员工返岗后住宿隔离没有着落,缺 40 个床位。",
    "物流车辆进不了园区,原材料送不到。",
    "银行贷款下月到期,资金周转困难,希望续贷。",
)


def test_the_standard_visit_takes_a_dozen_taps_at_most(entrance: Entrance) -> None:
    """From the day's list: arrive, production, talk with a day to come back, a photo, send."""
    page, form = begin(entrance)
    form.production(returned=20)
    form.talk("生产正常,答应一周内回访。")
    take(form, 1)
    form.card("照片").get_by_role("button", name="好了").click()
    send(form)
    assert 5 <= taps(page) <= MOST_TAPS, taps(page)


def test_three_problems_and_five_photos_take_a_dozen_taps_at_most(entrance: Entrance) -> None:
    """From an enterprise's page, to leave the day's list to others. The form is one scroll: no card has to be closed,
    and each problem is a tap to begin and one for its category."""
    page, form = begin(entrance, f"/m/enterprises/{entrance.spare_firms('cadre')[-1]['id']}")
    form.card("交谈").get_by_label("谈了什么").fill("满负荷生产,反映三个问题。")
    for number, text in enumerate(PROBLEMS, start=1):
        form.card("问题").get_by_role("button", name="添加问题" if number == 1 else "再加一个").click()
        problem = form.card("问题").get_by_role("group", name=f"问题 {number}", exact=True)
        problem.get_by_label("什么问题").fill(text)
        problem.get_by_role("group", name="听起来像").locator("label").first.click()
    take(form, 5)
    send(form)
    assert 5 <= taps(page) <= MOST_TAPS, taps(page)


def begin(entrance: Entrance, path: str = "/m/") -> tuple[Page, VisitForm]:
    """The last visit of the day's list, or that of an enterprise's page, arrived at; taps are counted from there on."""
    page = entrance.page("cadre", path)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.309, "longitude": 120.323, "accuracy": 12})
    page.add_init_script(COUNT)
    page.reload()
    due = page.locator("article.due").last.get_by_role("link", name="走访").last
    (due if path == "/m/" else page.get_by_role("link", name="走访", exact=True).first).click()
    form = VisitForm(page)
    form.arrive()
    return page, form


def take(form: VisitForm, pictures: int) -> None:
    """Choose photos in one go, and wait until the phone has made them smaller."""
    with form.page.expect_file_chooser() as chooser:
        form.card("照片").locator("label").first.click()
    chooser.value.set_files([photo(f"gate-{number}.jpg") for number in range(pictures)])
    expect(form.card("照片").get_by_label(f"第 {pictures} 张的说明")).to_be_visible()


def send(form: VisitForm) -> None:
    form.send()
    expect(form.page.get_by_role("heading", name="全部已收到")).to_be_visible()


def taps(page: Page) -> int:
    return int(page.evaluate("() => sessionStorage.getItem('taps')"))
