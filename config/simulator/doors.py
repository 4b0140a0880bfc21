"""The demo's front page, read as a person reads it: who can be walked in as, by part."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from config.demo.accounts import SHOWCASE
from config.simulator.line import Line

SHOWN = frozenset(one.username for one in SHOWCASE)
"""The accounts a newcomer walks in as. They are never played."""
SHOWN_NAMES = frozenset(one.name for one in SHOWCASE)


@dataclass(frozen=True, kw_only=True)
class Door:
    """One account: its part, its name, and the unit or enterprise that stands below."""

    username: str
    role: str
    name: str
    caption: str


def doors(line: Line) -> list[Door]:
    """Every demo account that may be played, in the page's order. Empty when this is no demo."""
    return read_doors(str(line.get("/").body))


def read_doors(content: str) -> list[Door]:
    """The same from the page's content."""
    page = _Page()
    page.feed(content)
    return [door for door in page.found if door.username not in SHOWN]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Door] = []
        self._role = self._username = self._inside = ""
        self._said: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if "data-role" in known:
            self._role = known["data-role"]
        elif tag == "button" and known.get("name") == "username":
            self._username, self._said = known.get("value", ""), {}
        elif tag == "span":
            self._inside = known.get("class", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._inside = ""
        elif tag == "button" and self._username:
            name, caption = self._said.get("name", ""), self._said.get("caption", "")
            self.found.append(Door(username=self._username, role=self._role, name=name, caption=caption))
            self._username = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._said[self._inside] = self._said.get(self._inside, "") + data.strip()
