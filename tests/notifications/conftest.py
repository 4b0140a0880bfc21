"""The feed's floor: known events, a Redis that can be stopped, and pages that listen."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from config.embedded.binaries import redis_server
from config.embedded.ports import any_free
from core.models import EventRecord
from core.registry import registry
from notifications.live import hub
from tests.notifications.happenings import known_happenings
from tests.notifications.page import Page
from tests.people import World, build_world


@pytest.fixture(autouse=True)
def happenings() -> Iterator[None]:
    with known_happenings():
        yield


@pytest.fixture(autouse=True)
def only_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No app's figures, reactions or sweeps; topics are open unless they say otherwise."""
    monkeypatch.setattr(registry, "projections", [])
    monkeypatch.setattr(registry, "reactions", {})
    monkeypatch.setattr(registry, "sweeps", {})
    monkeypatch.setitem(registry.topics, "board", lambda scope, topic: not scope.is_enterprise)
    monkeypatch.setitem(registry.topics, "ticket", lambda scope, topic: topic != "ticket.closed")


@pytest.fixture
def people(reference: None) -> World:
    """The named people, and a feed in which nothing has happened yet."""
    world = build_world()
    EventRecord.objects.all().delete()
    return world


class PrivateRedis:
    """A real server of this test's own, to be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = any_free()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(redis_server()), "--port", str(self.port), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                with redis.Redis.from_url(self.url, socket_connect_timeout=1) as client:
                    client.ping()
                    return
            except redis.RedisError:
                time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def private_redis(tmp_path: Path, settings: Any) -> Iterator[PrivateRedis]:
    server = PrivateRedis(tmp_path)
    server.start()
    settings.REDIS_URL = server.url
    yield server
    server.stop()


OpenPage = Callable[..., Any]


@pytest.fixture
async def open_page(transactional_db: None) -> AsyncIterator[OpenPage]:
    """open_page(user): a greeted page. All pages and the hub are gone after the test."""
    pages: list[Page] = []

    async def make(user: Any = None, **more: Any) -> Page:
        page = await Page.open(user, **more)
        pages.append(page)
        return page

    yield make
    for page in pages:
        await page.leave()
    future = hub._hubs.pop(asyncio.get_running_loop(), None)
    if future is not None and not future.cancelled() and not future.exception():
        await future.result().stop()
