"""The enterprise's page: one large box, the receipt, and each issue with its promise."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

REF = re.compile(r"QT-\d{8}-\d+")


class Ask:
    """What is wrong, in the enterprise's own words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_label("遇到什么问题?")).to_be_visible()

    def write(self, text: str, *, category: str, picture: FilePayload | None = None) -> None:
        self.page.get_by_label("遇到什么问题?").fill(text)
        self.page.get_by_text(category, exact=True).click()
        if picture:
            self.page.locator('input[type=file][accept="image/*"]').set_input_files(picture)
            expect(self.page.get_by_role("img", name=re.sub(r"\.\w+$", "", picture["name"]))).to_be_visible()

    def submit(self) -> Receipt:
        self.page.get_by_role("button", name="下一步").click()
        self.page.get_by_role("button", name="确认提交").click()
        return Receipt(self.page)


class Receipt:
    """Received, with a number, a promise and a name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.card = page.get_by_role("status").filter(has_text="已收到")
        expect(self.card.get_by_text(REF)).to_be_visible()

    @property
    def ref(self) -> str:
        found = REF.search(self.card.inner_text())
        assert found
        return found.group()

    def follow(self) -> Issue:
        self.page.get_by_role("link", name="看办理进度").click()
        return Issue(self.page)


class Issue:
    """One issue: the promise pinned, the story below."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.get_by_role("heading", name="办理经过")).to_be_visible()

    def title(self, words: str) -> Locator:
        """How it stands, as the heading says it."""
        return self.page.get_by_role("heading", name=words, level=1)

    def told(self, words: str | re.Pattern[str]) -> Locator:
        """A sentence of the story."""
        return self.page.locator("ol.story > li").filter(has_text=words)

    def rate(self, level: str, *, tag: str, text: str) -> None:
        """Confirm that it is solved, and say how it was."""
        self.page.get_by_role("button", name="解决了,去评价").click()
        sheet = self.page.get_by_role("dialog")
        sheet.get_by_text(level, exact=True).click()
        sheet.get_by_text(tag, exact=True).click()
        sheet.get_by_label("还想说的").fill(text)
        sheet.get_by_role("button", name="确认已解决").click()
        expect(sheet).to_be_hidden()
