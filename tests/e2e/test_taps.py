"""A standard visit costs a dozen taps at most, besides typing."""

from __future__ import annotations

from playwright.sync_api import expect

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


def test_the_standard_visit_takes_a_dozen_taps_at_most(entrance: Entrance) -> None:
    """From the day's list: arrive, production, talk with a day to come back, a photo, send."""
    page = entrance.page("cadre")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.309, "longitude": 120.323, "accuracy": 12})
    page.add_init_script(COUNT)
    page.reload()
    expect(page.locator("article.due").first).to_be_visible()
    page.locator("article.due").last.get_by_role("link", name="走访").last.click()
    form = VisitForm(page)
    form.arrive()
    form.production(returned=20)
    form.talk("生产正常,答应一周内回访。")
    card = form.card("照片")
    with page.expect_file_chooser() as chooser:
        card.locator("label").first.click()
    chooser.value.set_files(photo("gate.jpg"))
    expect(card.get_by_label("第 1 张的说明")).to_be_visible()
    card.get_by_role("button", name="好了").click()
    form.send()
    expect(page.get_by_role("heading", name="全部已收到")).to_be_visible()
    taps = int(page.evaluate("() => sessionStorage.getItem('taps')"))
    assert 5 <= taps <= MOST_TAPS, taps
