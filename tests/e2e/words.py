"""Which Chinese on an English page is data, and which is a text that nobody translated.

What the API sent is data, unless it came with an English twin (`name` beside `name_en`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page, Response

CHINESE = re.compile(r"[\u3400-\u9fff]")
RUN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff0-9A-Za-z、,。:;·“”「」〔〕()\-]*")


class Data:
    """Every Chinese text a page was given by the API."""

    def __init__(self, page: Page) -> None:
        self._texts: set[str] = set()
        self._heard: list[Response] = []
        page.on("response", lambda response: self._heard.append(response))

    def read(self) -> None:
        """Read the answers since the last time. What came before a change of page is gone, and not on screen."""
        for response in self._heard:
            if "/api/" in response.url and "json" in response.headers.get("content-type", ""):
                with suppress(Error):
                    self.learn(response.json())
        self._heard.clear()

    def learn(self, value: Any) -> None:
        """Remember the texts in an answer."""
        if isinstance(value, str):
            if CHINESE.search(value):
                self._texts.add(_plain(value))
        elif isinstance(value, list):
            for one in value:
                self.learn(one)
        elif isinstance(value, dict):
            for key, one in value.items():
                if f"{key}_en" not in value:
                    self.learn(one)

    def untranslated(self, text: str) -> list[str]:
        """What is left of a text on the screen when its data is taken out."""
        whole = "\n".join(self._texts)
        left = _plain(text)
        if left in whole:
            return []
        for known in sorted(self._texts, key=len, reverse=True):
            left = left.replace(known, " ")
        return [run for run in RUN.findall(left) if run.rstrip("、,。:;·”」)") not in whole]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip("…")
