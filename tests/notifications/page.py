"""A page as the live process sees it, and what it heard."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from accounts.models import User
from config.asgi import application
from notifications.live.publisher import Publisher
from notifications.relay import Relay
from tests.browser import BACKEND
from tests.notifications.happenings import AT, happen

PATIENCE = 8.0


class Page:
    def __init__(self, line: Any, client: Client) -> None:
        self.line = line
        self.client = client
        self.hello: dict[str, Any] = {}
        self.closed_with: int | None = None

    @classmethod
    async def open(
        cls, user: User | None = None, *, client: Client | None = None, origin: str | None = None
    ) -> Page:
        """Connect with the user's session; a page that is let in has read its hello."""
        client = client or Client()
        if user is not None:
            await database_sync_to_async(client.force_login)(user, backend=BACKEND)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [
            (b"host", b"testserver"),
            (b"origin", (origin or settings.PUBLIC_URL).encode()),
            (b"cookie", cookie.encode()),
        ]
        scope = {
            "type": "websocket",
            "path": "/live",
            "headers": headers,
            "query_string": b"",
            "subprotocols": [],
        }
        communicator: Any = ApplicationCommunicator
        page = cls(communicator(application, scope), client)
        await page.line.send_input({"type": "websocket.connect"})
        assert (await page.line.receive_output(timeout=PATIENCE))["type"] == "websocket.accept"
        first = await page.next()
        if first is not None:
            page.hello = first
            assert first["type"] == "hello"
        return page

    async def next(self) -> dict[str, Any] | None:
        """The next message but heartbeats; None when the server closed instead, with the code in `closed_with`."""
        while (heard := await self._next()) and heard["type"] == "heartbeat":
            pass
        return heard

    async def beat(self) -> dict[str, Any]:
        """The next heartbeat; other messages are passed over."""
        while (heard := await self._next()) and heard["type"] != "heartbeat":
            pass
        assert heard is not None
        return heard

    async def _next(self) -> dict[str, Any] | None:
        message = await self.line.receive_output(timeout=PATIENCE)
        if message["type"] == "websocket.close":
            self.closed_with = message["code"]
            return None
        heard: dict[str, Any] = json.loads(message["text"])
        return heard

    async def say(self, **message: Any) -> None:
        await self.raw(json.dumps(message))

    async def raw(self, text: str) -> None:
        await self.line.send_input({"type": "websocket.receive", "text": text})

    async def subscribe(
        self, *topics: str, since: int | None = None, epoch: str | None = None
    ) -> list[dict[str, Any]]:
        """Everything heard up to and with `subscribed`, and the refusals after it."""
        await self.say(type="subscribe", topics=list(topics), since=since, epoch=epoch or self.hello["epoch"])
        subscribed = await self.next()
        assert subscribed is not None
        refusals = [await self.next() for _ in set(topics) - set(subscribed["topics"])]
        return [subscribed, *(refusal for refusal in refusals if refusal)]

    async def numbers(self, count: int) -> list[int]:
        """The `number` of the next so many events, in the order heard."""
        return [event["data"]["number"] for event in await self.events(count)]

    async def events(self, count: int) -> list[dict[str, Any]]:
        heard = [await self.next() for _ in range(count)]
        assert all(event and event["type"] == "event" for event in heard), heard
        return [event for event in heard if event]

    async def end(self) -> int | None:
        """Read until the server closes; the code."""
        while await self.next() is not None:
            pass
        return self.closed_with

    async def leave(self) -> None:
        await self.line.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.line.wait(timeout=PATIENCE)


@database_sync_to_async
def relay(url: str | None = None) -> int:
    """One drain, as the ticker does it."""
    publisher = Publisher(url)
    try:
        return Relay(publisher).drain(AT)
    finally:
        publisher.close()


async def happens(*numbers: int, **more: Any) -> None:
    """Events happen and leave."""
    await database_sync_to_async(happen)(*numbers, **more)
    await relay()


async def until(true: Any, what: str = "") -> None:
    """Wait for a condition, with a deadline."""
    async with asyncio.timeout(PATIENCE * 2):
        while not true():  # noqa: ASYNC110 - conditions of others, not events
            await asyncio.sleep(0.01)
