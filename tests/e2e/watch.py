"""What a browser complained about while somebody used it."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Request, Response

SERVER_FAULT = 500
LEFT = "net::ERR_ABORTED"
"""A page that is left drops the requests that are still under way."""


class Watch:
    """Collects errors of the console, uncaught exceptions, broken requests and faults of the server.

    A violation of the content security policy is an error of the console.
    """

    def __init__(self, who: str) -> None:
        self._who = who
        self._found: list[str] = []
        self._excused: list[re.Pattern[str]] = []

    def follow(self, page: Page) -> None:
        """Listen to a page from its first request on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"uncaught {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def excuse(self, pattern: str) -> None:
        """Expect complaints like this one, before or after they are made."""
        self._excused.append(re.compile(pattern))

    @property
    def complaints(self) -> list[str]:
        """Everything that nobody expected."""
        return [text for text in self._found if not any(one.search(text) for one in self._excused)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self._note(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= SERVER_FAULT:
            self._note(f"{response.request.method} {response.url}: {response.status}")

    def _note(self, text: str) -> None:
        self._found.append(f"{self._who}: {text}")
