"""The cadre's phone: the day, the tickets, and a visit."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect


class Phone:
    """The five places under the thumb."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(self.bar).to_be_visible()

    @property
    def bar(self) -> Locator:
        return self.page.get_by_role("navigation", name="主导航")

    def go(self, place: str) -> None:
        """今天, 企业, 走访, 工单 or 我的."""
        self.bar.get_by_role("link", name=place).click()

    def ticket(self, text: str) -> Locator:
        """A row that leads to a ticket, by its text."""
        return self.page.get_by_role("link").filter(has_text=text)

    def open(self, text: str) -> FieldTicket:
        self.ticket(text).click()
        return FieldTicket(self.page)


class FieldTicket:
    """One ticket in the hand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("heading", name="反映的问题")).to_be_visible()

    def state(self, words: str) -> Locator:
        return self.page.locator("section.now").get_by_text(words, exact=True)

    def press(self, verb: str) -> None:
        """The first thing lies under the thumb, the rest one tap away."""
        button = self.page.get_by_role("button", name=verb, exact=True)
        more = self.page.get_by_role("button", name="其他操作")
        expect(button.or_(more).first).to_be_visible()
        if not button.is_visible():
            more.click()
        button.click()

    def fill(self, verb: str, **fields: str) -> None:
        """Press a verb, fill in its sheet, and send it."""
        self.press(verb)
        form = self.page.get_by_role("form", name=verb)
        for label, value in fields.items():
            form.get_by_label(label).fill(value)
        form.get_by_role("button", name=f"确定{verb}").click()
        expect(form).to_be_hidden()


class VisitForm:
    """Five short cards in one scroll."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(self.card("到达")).to_be_visible()

    def card(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=re.compile(f"^{name},"))

    def arrive(self) -> None:
        self.card("到达").get_by_role("button", name="我到了").click()
        expect(self.page.get_by_role("button", name=re.compile("^到达:"))).to_be_visible()

    def production(self, *, returned: int) -> None:
        card = self.card("生产")
        card.get_by_label("已返岗").first.fill(str(returned))
        card.get_by_role("button", name="好了").click()

    def talk(self, summary: str) -> None:
        card = self.card("交谈")
        card.get_by_label("谈了什么").fill(summary)
        card.get_by_text("7 天后").click()
        card.get_by_role("button", name="好了").click()

    def problem(self, text: str, category: str) -> None:
        card = self.card("问题")
        card.get_by_role("button", name="添加问题").click()
        card.get_by_label("什么问题").fill(text)
        card.get_by_text(category, exact=True).click()
        card.get_by_role("button", name="好了").click()

    def photo(self, picture: FilePayload, caption: str) -> None:
        card = self.card("照片")
        card.locator("input[type=file]").set_input_files(picture)
        card.get_by_label("第 1 张的说明").fill(caption)
        card.get_by_role("button", name="好了").click()

    def send(self) -> None:
        self.page.get_by_role("button", name="提交走访").click()
