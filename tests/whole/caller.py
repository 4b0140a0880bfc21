"""Somebody who calls the running grid over HTTP and keeps a page open on its socket."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

TOKEN = "t" * 32
BODY = {"category": "LAB-RET", "text": "班车司机未到岗,夜班一百五十人没有车坐。"}


class Caller:
    """A signed-in client of a grid at `url`."""

    def __init__(self, url: str, session: str, user_id: int) -> None:
        self.url, self.id = url, user_id
        self._cookies = {"sessionid": session, "csrftoken": TOKEN}
        self._http = httpx.Client(
            base_url=f"{url}/api/v1", cookies=self._cookies, headers={"X-CSRFToken": TOKEN}, timeout=30
        )

    def get(self, path: str, **query: Any) -> Any:
        answer = self._http.get(path, params=query)
        answer.raise_for_status()
        return answer.json()

    def patch(self, path: str, **body: Any) -> Any:
        answer = self._http.patch(path, json=body)
        answer.raise_for_status()
        return answer.json()

    def create(self, path: str, body: dict[str, Any], *, key: str | None = None) -> httpx.Response:
        body = {"uuid": key or str(uuid.uuid4()), **body}
        return self._http.post(path, json=body, headers={"Idempotency-Key": body["uuid"]})

    def act(self, ref: str, verb: str, **body: Any) -> httpx.Response:
        version = self.get(f"/tickets/{ref}")["version"]
        return self._http.post(f"/tickets/{ref}/{verb}", json=body, headers={"If-Match": f'"{version}"'})

    def verb(self, path: str, version: int) -> httpx.Response:
        """A verb without a body, on the version last seen."""
        return self._http.post(path, json={}, headers={"If-Match": f'"{version}"'})

    def post_file(self, path: str, data: bytes, *, key: str) -> httpx.Response:
        return self._http.post(
            path,
            data={"uuid": key},
            files={"file": ("letter.pdf", data, "application/pdf")},
            headers={"Idempotency-Key": key},
        )

    def has(self, path: str) -> bool:
        return self._http.get(path).status_code == 200

    def content(self, path: str) -> bytes:
        answer = self._http.get(path)
        answer.raise_for_status()
        return answer.content

    @contextmanager
    def page(self) -> Iterator[ClientConnection]:
        """An open socket, as a page of the same origin holds it."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        address = self.url.replace("http", "ws", 1) + "/live"
        with connect(address, additional_headers={"Cookie": cookies}, origin=Origin(self.url)) as socket:
            yield socket


def hear(socket: ClientConnection, kind: str, *, seconds: float = 30) -> dict[str, Any]:
    """The next frame of a type; others are passed over."""
    deadline = time.monotonic() + seconds
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=max(0.01, deadline - time.monotonic())))
        if frame["type"] == kind:
            return frame


def until(true: Callable[[], bool], *, seconds: float = 40) -> None:
    """Ask again until it holds; AssertionError at the deadline."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def submit_until_acknowledged(caller: Caller) -> str:
    """What a phone does: the same key again until there is an answer."""
    key, refs = str(uuid.uuid4()), list[str]()

    def acknowledged() -> bool:
        try:
            answer = caller.create("/tickets", BODY, key=key)
        except httpx.HTTPError:
            return False
        if answer.status_code == 201:
            refs.append(str(answer.json()["ref"]))
        return bool(refs)

    until(acknowledged, seconds=60)
    return refs[-1]


def board_equals_the_ledger(dora: Caller) -> bool:
    """The board's counts against the tickets themselves, page by page, and its cards against their versions."""
    board = dora.get("/board")
    listed: dict[str, int] = {}
    cursor = None
    while True:
        page = dora.get("/tickets", open="true", limit=100, **({"cursor": cursor} if cursor else {}))
        listed |= {card["ref"]: card["version"] for card in page["results"]}
        cursor = page["next"]
        if cursor is None:
            break
    cards = {card["ref"]: card["version"] for column in board["columns"].values() for card in column}
    counted = sum(row["count"] for row in board["counters"])
    return counted == len(listed) and all(listed.get(ref) == version for ref, version in cards.items())
