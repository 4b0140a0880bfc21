"""The live process says how far it has come and how many pages it serves, for those who ask the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from channels.db import database_sync_to_async

from core.database import database_now
from core.heartbeats import LIVE_SILENT, open_pages, stamp
from core.models import Heartbeat
from notifications.live import hub
from tests.notifications.conftest import OpenPage
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL", 0.05)
    monkeypatch.setattr(hub, "POLL_WITHOUT_REDIS", 0.05)


async def in_time(true: Callable[[], bool]) -> None:
    ask = database_sync_to_async(true)
    async with asyncio.timeout(15):
        while not await ask():  # noqa: ASYNC110 - another thread writes it
            await asyncio.sleep(0.01)


async def test_it_says_how_many_pages_are_open(people: World, open_page: OpenPage) -> None:
    first = await open_page(people.ada)
    await open_page(people.dora)
    await in_time(lambda: open_pages(database_now()) == 2)
    await first.leave()
    await in_time(lambda: open_pages(database_now()) == 1)


def test_pages_of_a_silent_process_do_not_count(people: World) -> None:
    now = database_now()
    for name, age in (("live.here.1", LIVE_SILENT / 2), ("live.there.1", LIVE_SILENT * 2)):
        Heartbeat.objects.create(name=name, at=now - age, facts={"sockets": 3})
    assert open_pages(now) == 3


async def test_pages_are_told_when_nothing_gets_done_and_when_it_is_over(
    people: World, open_page: OpenPage
) -> None:
    page = await open_page(people.eva)
    assert (await page.beat())["late"] == ["ticker", "worker"]

    @database_sync_to_async
    def something_gets_done(*names: str) -> None:
        for name in names:
            stamp(name, database_now())

    await something_gets_done("relay")
    assert (await page.beat())["late"] == ["worker"]
    assert (await open_page(people.ada)).hello["late"] == ["worker"]
    await something_gets_done("canary")
    assert (await page.beat())["late"] == []
