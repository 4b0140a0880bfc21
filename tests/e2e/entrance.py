"""How the people of the demo come in: by a real click on the front page, each of them once."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Error, Page

from config.demo.accounts import SHOWCASE
from tests.e2e.pages.front import FrontPage
from tests.e2e.watch import Watch
from tests.whole.caller import Caller

AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 915},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": AGENT,
}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
NAMES = {one.username: one.name for one in SHOWCASE}
HOMES = {"cadre": "/m/", "enterprise": "/e/"}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}


class Entrance:
    """Opens pages for people, and closes them all at the end of a test."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self._browser = browser
        self._states: dict[str, Any] = {}
        self._callers: dict[str, Caller] = {}
        self._languages: dict[str, str] = {}
        self._open: list[tuple[str, BrowserContext, Watch]] = []

    def page(
        self,
        who: str,
        path: str = "",
        *,
        language: str = "zh-hans",
        theme: str = "light",
        width: int | None = None,
    ) -> Page:
        """The page of a showcase account at a path, in a browser of its own; without a path, at home."""
        self._speak(who, language)
        context = self._context(
            who, language=language, theme=theme, width=width, state=self._state(who, language)
        )
        page = context.new_page()
        page.goto(f"{self.url}{path or HOMES.get(who, '/desk/')}")
        return page

    def stranger(self, *, language: str = "zh-hans", theme: str = "light", phone: bool = False) -> Page:
        """The front page, for somebody who is not signed in."""
        context = self._context("cadre" if phone else "a stranger", language=language, theme=theme)
        page = context.new_page()
        page.goto(f"{self.url}/")
        return page

    def caller(self, who: str) -> Caller:
        """The same person as a program that calls the API."""
        if who not in self._callers:
            self._callers[who] = _call(self.url, who)
        return self._callers[who]

    def signed_out(self, who: str) -> None:
        """A sign-in of this person was ended, so whoever comes next signs in anew."""
        self._callers.pop(who, None)
        self._states.pop(who, None)

    def spare_firms(self, who: str) -> list[Any]:
        """Enterprises this person serves and need not visit today: the day's list stays for those who test it."""
        caller = self.caller(who)
        due = {visit["enterprise"]["id"] for visit in caller.get("/today")["due"]}
        mine = caller.get("/enterprises", mine="true", limit=100)["results"]
        return [firm for firm in mine if firm["id"] not in due]

    def watch(self, page: Page) -> Watch:
        """Who listens to this page."""
        return next(watch for _, context, watch in self._open if context is page.context)

    def pictures(self, folder: Path) -> None:
        """Keep what everybody sees at this moment, to understand a failure."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, (who, context, _) in enumerate(self._open):
            for page in context.pages:
                # A page that is on its way somewhere cannot be shot; the failure itself must stay the one told.
                with suppress(Error):
                    page.screenshot(path=folder / f"{number}-{who.replace(' ', '-')}.png", timeout=5_000)

    def close(self) -> list[str]:
        """Close every page; answers what their browsers complained about."""
        for _, context, _ in self._open:
            context.close()
        complaints = [text for *_, watch in self._open for text in watch.complaints]
        self._open.clear()
        return complaints

    def _context(
        self, who: str, *, language: str, theme: str, width: int | None = None, state: Any = None
    ) -> BrowserContext:
        shape = dict(PHONE if who in HOMES else DESK)
        if width:
            shape["viewport"] = {**shape["viewport"], "width": width}
        context = self._browser.new_context(
            **shape,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            storage_state=state,
        )
        context.set_default_timeout(15_000)
        watch = Watch(who)
        context.on("page", watch.follow)
        self._open.append((who, context, watch))
        return context

    def _state(self, who: str, language: str) -> Any:
        """Cookies of an earlier sign-in, and the language this device was left in."""
        if who not in self._states:
            context = self._context(who, language="zh-hans", theme="light")
            page = context.new_page()
            page.goto(f"{self.url}/")
            FrontPage(page).enter(NAMES[who])
            page.wait_for_url(re.compile(re.escape(HOMES.get(who, "/desk/"))))
            self._states[who] = context.storage_state()
            self._forget(context)
        chosen = "en" if language == "en" else "zh-Hans"
        kept = {"origin": self.url, "localStorage": [{"name": "esg.locale", "value": chosen}]}
        return {**self._states[who], "origins": [kept]}

    def _forget(self, context: BrowserContext) -> None:
        context.close()
        who, _, watch = self._open.pop()
        assert not watch.complaints, f"signing in as {who}: {watch.complaints}"

    def _speak(self, who: str, language: str) -> None:
        """The account's own language, which its every page takes on."""
        if self._languages.get(who) != language:
            self.caller(who).patch("/me", language=language)
            self._languages[who] = language


def _call(url: str, who: str) -> Caller:
    with httpx.Client(base_url=url, timeout=30) as http:
        http.get("/")
        form = {"username": who, "device": "desk", "csrfmiddlewaretoken": http.cookies["csrftoken"]}
        http.post("/demo/sign-in", data=form)
        me = http.get("/api/v1/me").json()
        return Caller(url, http.cookies["sessionid"], me["id"])
