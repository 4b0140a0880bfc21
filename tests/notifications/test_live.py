"""A page over /live: who is let in, what it may watch, and that it hears everything once and in order."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from accounts.rules.devices import COOKIE, bind
from core.models import EventRecord, Feed
from core.registry import registry
from notifications import consumers
from notifications.live import feed, hub, outgoing, readers
from notifications.live.frames import from_record
from notifications.relay import dispatch_batch
from tests.browser import BACKEND
from tests.notifications.conftest import OpenPage
from tests.notifications.happenings import AT, DoorClosed, NoteWritten, happen
from tests.notifications.page import Page, happens, until
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)


def frames_in_database(*topics: str) -> list[tuple[int, int]]:
    """(seq, number) of what watchers of the topics should know."""
    rows = EventRecord.objects.filter(topics__overlap=list(topics), seq__isnull=False).order_by("seq")
    return [(row.seq or 0, row.payload["number"]) for row in rows]


async def test_a_page_is_greeted_with_epoch_and_head(people: World, open_page: OpenPage) -> None:
    await happens(1)
    page = await open_page(people.dora)
    row = await database_sync_to_async(Feed.objects.get)()
    assert page.hello["epoch"] == str(row.epoch)
    assert page.hello["head"] == row.head
    assert page.hello["heartbeat"] == 10


async def test_a_page_without_a_session_is_told_to_sign_in(open_page: OpenPage) -> None:
    page = await open_page()
    assert page.closed_with == 4401


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "null"])
async def test_a_page_of_another_site_is_refused(people: World, open_page: OpenPage, origin: str) -> None:
    page = await open_page(people.dora, origin=origin)
    assert page.closed_with == 4403


async def test_only_permitted_topics_are_joined_and_the_rest_is_refused_by_name(
    people: World, open_page: OpenPage
) -> None:
    page = await open_page(people.ada)
    heard = await page.subscribe("board", f"user.{people.ben.pk}", "ticket.closed", "nonsense.1")
    assert heard[0]["topics"] == ["board"]
    assert sorted(refusal["topic"] for refusal in heard[1:]) == sorted(
        [f"user.{people.ben.pk}", "ticket.closed", "nonsense.1"]
    )
    assert {refusal["reason"] for refusal in heard[1:]} == {"forbidden"}


async def test_a_change_arrives_by_itself(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.dora)
    await page.subscribe("board")
    await happens(7, cls=NoteWritten)
    (event,) = await page.events(1)
    assert event["kind"] == "note_written"
    assert event["data"] == {"number": 7, "text": ""}
    assert event["topics"] == ["board"]


async def test_those_who_are_told_hear_it_on_their_own_topic(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.ada)
    await page.subscribe(f"user.{people.ada.pk}")
    await happens(1, topics=["ticket.x"])
    await happens(2, topics=["ticket.x"], notify=[people.ada.pk])
    (event,) = await page.events(1)
    assert event["data"]["number"] == 2
    again = await open_page(people.ada)
    await again.subscribe(f"user.{people.ada.pk}", since=0)
    assert await again.numbers(1) == [2]


async def test_a_contact_hears_public_events_only_and_of_them_the_public_part(
    people: World, open_page: OpenPage
) -> None:
    ada, eva = await open_page(people.ada), await open_page(people.eva)
    for page in (ada, eva):
        await page.subscribe("ticket.x")
    await happens(1, cls=NoteWritten, topics=["ticket.x"])
    await happens(2, topics=["ticket.x", "unit.4", "board"], notify=[people.ada.pk])
    assert await ada.numbers(2) == [1, 2]
    (event,) = await eva.events(1)
    assert event["data"] == {"number": 2, "text": "已解决"}
    assert event["topics"] == ["ticket.x"]

    replayed = await open_page(people.eva)
    await replayed.subscribe("ticket.x", since=0)
    assert await replayed.events(1) == [event]


async def test_a_page_that_missed_ten_events_and_reconnects_equals_the_database(
    people: World, open_page: OpenPage
) -> None:
    first = await open_page(people.dora)
    await first.subscribe("board")
    await happens(1, 2)
    known = [(event["seq"], event["data"]["number"]) for event in await first.events(2)]
    await first.leave()

    await happens(*range(3, 13))
    await happens(99, topics=["ticket.other"])
    again = await open_page(people.dora)
    await again.subscribe("board", since=known[-1][0])
    await happens(13)
    known += [(event["seq"], event["data"]["number"]) for event in await again.events(11)]
    assert known == await database_sync_to_async(frames_in_database)("board")


async def test_what_happens_during_the_replay_comes_once_and_after_it(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await happens(*range(20))
    reading, go = asyncio.Event(), asyncio.Event()
    read, missed = readers.in_database, feed.missed_frames

    async def slow(do: Any, *args: Any) -> Any:
        found = await read(do, *args)
        if do is missed:
            reading.set()
            await go.wait()
        return found

    monkeypatch.setattr(hub, "in_database", slow)
    page = await open_page(people.dora)
    await page.say(type="subscribe", topics=["board"], since=5, epoch=page.hello["epoch"])
    await reading.wait()
    await happens(20, 21)
    running = hub.running_hub()
    assert running is not None
    await until(lambda: running.seen == 22)
    go.set()
    subscribed = await page.next()
    assert subscribed
    assert subscribed["head"] == 20
    assert [event["seq"] for event in await page.events(17)] == list(range(6, 23))


async def test_subscribing_again_replaces_the_topics(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.dora)
    await page.subscribe("board")
    await page.subscribe("ticket.x")
    await happens(1)
    await happens(2, topics=["ticket.x"])
    assert await page.numbers(1) == [2]


async def test_another_epoch_asks_for_a_fresh_snapshot(people: World, open_page: OpenPage) -> None:
    await happens(1)
    page = await open_page(people.dora)
    await page.subscribe("board", since=0, epoch="another")
    assert await page.next() == {"type": "resync", "reason": "epoch", "head": 1}
    await happens(2)
    assert await page.numbers(1) == [2]


async def test_a_gap_too_long_to_replay_asks_for_a_fresh_snapshot(people: World, open_page: OpenPage) -> None:
    await happens(*range(501))
    page = await open_page(people.dora)
    await page.subscribe("board", since=0)
    assert await page.next() == {"type": "resync", "reason": "too_old", "head": 501}
    await page.subscribe("board", since=1)
    assert len(await page.events(500)) == 500


async def test_a_restore_sends_every_page_away_to_greet_anew(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.dora)
    await page.subscribe("board")
    await database_sync_to_async(Feed.objects.filter(id=1).update)(
        epoch="01890000-0000-7000-8000-000000000000"
    )
    assert await page.end() == 1012


async def test_a_page_closes_when_its_session_is_ended(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.ada)
    await page.subscribe("board")
    await database_sync_to_async(Session.objects.all().delete)()
    began = asyncio.get_running_loop().time()
    await happens(1, cls=DoorClosed, topics=[f"user.{people.ada.pk}"])
    assert await page.end() == 4401
    assert asyncio.get_running_loop().time() - began < 5


async def test_a_page_closes_within_a_look_when_its_user_is_disabled(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "LOOK_EVERY", 0.05)
    page = await open_page(people.ada)
    await database_sync_to_async(User.objects.filter(pk=people.ada.pk).update)(is_active=False)
    assert await page.end() == 4401


async def test_a_topic_that_is_no_longer_allowed_is_taken_away(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page(people.ada)
    await page.subscribe("board", "ticket.x")
    monkeypatch.setitem(registry.topics, "ticket", lambda scope, topic: False)
    await happens(1, cls=DoorClosed, topics=["ticket.x"])
    assert await page.numbers(1) == [1]
    assert await page.next() == {"type": "refused", "topic": "ticket.x", "reason": "forbidden"}
    await happens(2, topics=["ticket.x"])
    await happens(3)
    assert await page.numbers(1) == [3]


async def test_a_sixth_page_of_one_person_is_refused(people: World, open_page: OpenPage) -> None:
    pages = [await open_page(people.ada) for _ in range(6)]
    assert [page.closed_with for page in pages] == [None] * 5 + [4429]
    await pages[0].leave()
    assert (await open_page(people.ada)).closed_with is None


async def test_what_is_not_of_the_language_closes_the_line(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.dora)
    await page.raw('{"type":"shout"}')
    assert await page.end() == 1008


async def test_a_page_that_talks_without_pause_is_closed(people: World, open_page: OpenPage) -> None:
    page = await open_page(people.dora)
    for _ in range(40):
        await page.say(type="ping")
    assert await page.end() == 1008


async def test_pages_get_a_heartbeat_with_the_head(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "HEARTBEAT_SECONDS", 0.05)
    await happens(1)
    page = await open_page(people.dora)
    assert (await page.beat())["head"] == 1


async def test_a_page_that_does_not_read_is_dropped_and_disturbs_nobody(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "MESSAGES", 5)
    monkeypatch.setattr(consumers, "CLOSING_SECONDS", 0.1)
    slow, well = await open_page(people.ada), await open_page(people.dora)
    for page in (slow, well):
        await page.subscribe("board")
    running = hub.running_hub()
    assert running is not None
    (consumer,) = (one for one in running._topics if one.user_id == people.ada.pk)
    assert isinstance(consumer, consumers.LiveConsumer)

    codes: list[int] = []

    async def stuck(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            codes.append(message["code"])
        await asyncio.Event().wait()

    consumer.base_send = consumer._outgoing._send = stuck
    await happens(*range(10))
    assert await well.numbers(10) == list(range(10))
    await until(lambda: codes == [4408])
    assert running.count() == 1


async def test_the_hub_reads_from_the_database_what_redis_did_not_bring(
    people: World, open_page: OpenPage
) -> None:
    page = await open_page(people.dora)
    await page.subscribe("board")
    running = hub.running_hub()
    assert running is not None
    await until(lambda: running.redis_up)
    await database_sync_to_async(happen)(1, 2, 3)
    records = await database_sync_to_async(dispatch_batch)(AT)
    running.heard({**from_record(records[2]).__dict__, "topics": ["board"]})
    assert await page.numbers(3) == [1, 2, 3]
    running.heard({**from_record(records[0]).__dict__, "topics": ["board"]})
    await happens(4)
    assert await page.numbers(1) == [4]


async def test_a_relay_that_died_between_commit_and_publish_leaves_no_gap(
    people: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "POLL", 0.2)
    page = await open_page(people.dora)
    await page.subscribe("board")
    await database_sync_to_async(happen)(1, 2)
    await database_sync_to_async(dispatch_batch)(AT)
    assert await page.numbers(2) == [1, 2]


async def test_pages_converge_while_redis_is_away_and_after(
    people: World, private_redis: Any, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "POLL_WITHOUT_REDIS", 0.2)
    page: Page = await open_page(people.dora)
    await page.subscribe("board")
    running = hub.running_hub()
    assert running is not None
    await until(lambda: running.redis_up)
    await happens(1)
    assert await page.numbers(1) == [1]

    await asyncio.to_thread(private_redis.stop)
    await until(lambda: not running.redis_up)
    await happens(2, 3)
    assert await page.numbers(2) == [2, 3]

    await asyncio.to_thread(private_redis.start)
    await until(lambda: running.redis_up)
    await happens(4)
    assert await page.numbers(1) == [4]


async def test_a_phones_session_opens_no_page_without_the_phones_cookie(
    people: World, open_page: OpenPage
) -> None:
    client = Client()
    await database_sync_to_async(client.force_login)(people.ada, backend=BACKEND)

    def bind_to_phone() -> str:
        session = client.session
        token = bind(session, people.ada.role, "phone")
        session.save()
        return token or ""

    token = await database_sync_to_async(bind_to_phone)()
    assert (await open_page(client=client)).closed_with == 4401
    client.cookies[COOKIE] = token
    assert (await open_page(client=client)).closed_with is None


async def test_a_desk_that_rested_for_too_long_opens_no_page(people: World, open_page: OpenPage) -> None:
    client = Client()
    await database_sync_to_async(client.force_login)(people.dora, backend=BACKEND)

    def rest() -> None:
        session = client.session
        session["used_at"] = 1
        session.save()

    await database_sync_to_async(rest)()
    assert (await open_page(client=client)).closed_with == 4401
