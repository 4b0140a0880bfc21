"""The live process as it is deployed: a real server, real sockets, a real goodbye."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from accounts.models import User
from config.embedded.ports import any_free
from tests.browser import BACKEND
from tests.notifications.page import happens
from tests.people import World
from tests.processes import running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


class Server:
    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process

    async def page(self, user: User) -> ClientConnection:
        client = Client()
        await database_sync_to_async(client.force_login)(user, backend=BACKEND)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        return await connect(
            f"ws://127.0.0.1:{self.port}/live",
            origin=Origin(settings.PUBLIC_URL),
            additional_headers={"Cookie": cookie},
            compression=None,
        )

    async def well(self) -> bool:
        async with httpx.AsyncClient() as http:
            try:
                answer = await http.get(f"http://127.0.0.1:{self.port}/livez")
            except httpx.TransportError:
                return False
        return answer.status_code == 200


@pytest.fixture
async def server(transactional_db: None) -> AsyncIterator[Server]:
    port = any_free()
    options = f"--host 127.0.0.1 --port {port} --lifespan off --ws websockets-sansio --ws-max-size 65536"
    command = [
        "-m",
        "uvicorn",
        "config.asgi:application",
        *options.split(),
        "--timeout-graceful-shutdown",
        "5",
    ]
    with running(*command) as process:
        server = Server(port, process)
        async with asyncio.timeout(30):
            while not await server.well():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
        yield server


async def said(line: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    async with asyncio.timeout(15):
        while True:
            message: dict[str, Any] = json.loads(await line.recv())
            if message["type"] == kind:
                return message


async def test_a_change_reaches_two_pages_and_a_restart_says_when_to_come_back(
    people: World, server: Server
) -> None:
    first, second = await server.page(people.dora), await server.page(people.lena)
    for line in (first, second):
        hello = await said(line, "hello")
        await line.send(json.dumps({"type": "subscribe", "topics": ["board"], "epoch": hello["epoch"]}))
        assert (await said(line, "subscribed"))["topics"] == ["board"]
    await happens(1)
    for line in (first, second):
        assert (await said(line, "event"))["data"]["number"] == 1

    server.process.send_signal(signal.SIGTERM)
    for line in (first, second):
        with pytest.raises(ConnectionClosed):
            await said(line, "nothing")
        assert line.close_code == 1012
        assert re.fullmatch(r"retry=\d+", line.close_reason or "")
    assert await asyncio.to_thread(server.process.wait, 15) in (0, -signal.SIGTERM)


async def test_a_page_that_stops_reading_is_cut_off_for_good(people: World, server: Server) -> None:
    stuck, well = await server.page(people.lena), await server.page(people.dora)
    for line in (stuck, well):
        await said(line, "hello")
        await line.send(json.dumps({"type": "subscribe", "topics": ["board"]}))
        assert (await said(line, "subscribed"))["topics"] == ["board"]
    stuck.transport.pause_reading()
    text = "填" * 10_000
    for start in range(0, 1200, 100):
        await happens(*range(start, start + 100), text=text)
        heard = [(await said(well, "event"))["data"]["number"] for _ in range(100)]
        assert heard == list(range(start, start + 100))
    stuck.transport.resume_reading()
    with pytest.raises(ConnectionClosed):
        await said(stuck, "nothing")


async def test_other_addresses_are_not_served(server: Server) -> None:
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"http://127.0.0.1:{server.port}/live/")).status_code == 404
    with pytest.raises(Exception, match="403"):
        await connect(f"ws://127.0.0.1:{server.port}/other", origin=Origin(settings.PUBLIC_URL))
