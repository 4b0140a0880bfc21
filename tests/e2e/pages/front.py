"""The front page: who is not signed in chooses a door of the demo."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class FrontPage:
    def __init__(self, page: Page) -> None:
        self.page = page

    def door(self, name: str) -> Locator:
        """The button of one person."""
        return self.page.get_by_role("button", name=name)

    def enter(self, name: str) -> None:
        """Go in as that person."""
        self.door(name).click()
