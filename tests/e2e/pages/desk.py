"""The desk: the live board, the ticket that lies open beside it, and the ledger."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


class Board:
    """Columns of cards that move by themselves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("banner").get_by_text("实时")).to_be_visible()
        expect(self.column("待受理")).to_be_visible()

    def column(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=re.compile(f"^{name},"))

    def count(self, name: str) -> Locator:
        """The number beside a column's name."""
        return self.column(name).locator("header .count")

    def card(self, ref: str, column: str | None = None) -> Locator:
        """A card, anywhere or in one column."""
        place = self.column(column) if column else self.page
        return place.locator(f'[data-card="{ref}"]')

    def only(self, filter_: str, choice: str) -> None:
        """Narrow the board by one of its selections, and wait until the address says so."""
        self.page.get_by_role("combobox", name=filter_).select_option(choice)
        self.page.wait_for_url(re.compile(rf"={re.escape(choice)}(&|$)"))

    def open(self, ref: str) -> Drawer:
        self.card(ref).click()
        return Drawer(self.page, ref)

    def settles_as(self, cards: dict[str, list[str]], *, seconds: float) -> None:
        """Wait until exactly these cards are on screen, by column."""
        self.page.wait_for_function(
            """(wanted) => {
                const shown = Object.fromEntries([...document.querySelectorAll('section.column')].map((column) => [
                    column.querySelector('h2').innerText,
                    [...column.querySelectorAll('[data-card]')].map((card) => card.dataset.card).sort(),
                ]))
                return Object.keys(wanted).every((name) => String(shown[name]) === String(wanted[name]))
            }""",
            arg=cards,
            timeout=seconds * 1000,
        )


class Drawer:
    """One ticket beside the board."""

    def __init__(self, page: Page, ref: str) -> None:
        self.page = page
        self.panel = page.get_by_role("complementary", name=ref)
        expect(self.panel.get_by_role("article")).to_be_visible()

    def tab(self, name: str) -> None:
        """对企业, 内部, 经过 or 谁办过."""
        self.panel.get_by_role("tab", name=name).click()

    def write(self, kind: str, text: str) -> None:
        """Say something to the enterprise, or note it among colleagues."""
        label, send = {"对企业": ("写给企业的答复", "发给企业"), "内部": ("内部备注,企业看不到", "保存备注")}[
            kind
        ]
        self.tab(kind)
        self.panel.get_by_label(label).fill(text)
        self.panel.get_by_role("button", name=send).click()
        expect(self.panel.get_by_role("listitem").filter(has_text=text)).to_be_visible()

    def press(self, verb: str) -> None:
        """Press one of the buttons below."""
        button = self.panel.get_by_role("button", name=verb, exact=True)
        more = self.panel.get_by_role("button", name="更多")
        expect(button.or_(more).first).to_be_visible()
        if not button.is_visible():
            more.click()
        button.click()

    def fill(self, verb: str, **fields: str) -> None:
        """Press a verb, fill in its form, and send it."""
        self.press(verb)
        form = self.panel.get_by_role("form", name=verb)
        for label, value in fields.items():
            field = form.get_by_label(label)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        form.get_by_role("button", name=f"确定{verb}").click()
        expect(form).to_be_hidden()


class Ledger:
    """All tickets in a table, by search and filters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("heading", name="台账")).to_be_visible()

    def search(self, text: str) -> None:
        self.page.get_by_role("searchbox").fill(text)
        self.page.wait_for_url(re.compile("search="))

    def row(self, ref: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=ref)

    @property
    def rows(self) -> Locator:
        return self.page.locator("tbody tr")


class VisitReport:
    """What the visits of a day or a week say."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("heading", name="走访报表")).to_be_visible()

    def figure(self, name: str) -> Locator:
        """走访, 反映问题, 复工率 or 返岗率."""
        return (
            self.page.locator("dl.figures > div")
            .filter(has=self.page.get_by_text(name, exact=True))
            .locator("b")
        )

    def part(self, name: str) -> Locator:
        """重点情况, 约好再去, 谁走访, 生产情况 or 反映的问题."""
        return self.page.locator("section").filter(has=self.page.get_by_role("heading", name=name))

    def by(self, period: str) -> None:
        """日报 or 周报; waits until the address says so."""
        self.page.get_by_text(period, exact=True).click()
        week = re.compile(r"period=week") if period == "周报" else re.compile(r"^(?!.*period=)")
        self.page.wait_for_url(week)

    def sheets(self) -> int:
        """How many pages of paper it takes."""
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(prefer_css_page_size=True)))
