"""The inbox: one's own entries, how many are unread, and in the demo the mails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.messages import Message
from core.models import EventRecord
from core.registry import registry
from notifications.models import Delivery
from notifications.relay import dispatch_batch
from notifications.sender import send_due
from tests.browser import Browser
from tests.notifications.happenings import AT, NoteWritten, happen
from tests.people import World

pytestmark = pytest.mark.django_db
BrowserOf = Callable[..., Browser]


def tell(people: World, count: int) -> None:
    happen(*range(count), notify=[people.ada.pk, people.eva.pk])
    dispatch_batch(AT)


def test_one_reads_ones_own_entries_newest_first(people: World, browser_of: BrowserOf) -> None:
    tell(people, 3)
    happen(9, cls=NoteWritten, notify=[people.ben.pk])
    dispatch_batch(AT)
    body = browser_of(people.ada).get("/inbox").json()
    assert [item["data"]["number"] for item in body["results"]] == [2, 1, 0]
    assert body["unread"] == 3
    first = body["results"][0]
    assert set(first) == {"id", "event_seq", "kind", "at", "read_at", "data"}
    assert first["data"] == {"number": 2, "rung": 3, "text": "已解决"}


def test_an_enterprise_reads_the_public_part(people: World, browser_of: BrowserOf) -> None:
    tell(people, 1)
    (item,) = browser_of(people.eva).get("/inbox").json()["results"]
    assert item["data"] == {"number": 0, "text": "已解决"}


def test_entries_are_read_one_by_one_or_all_and_the_other_pages_hear_of_it(
    people: World, browser_of: BrowserOf
) -> None:
    tell(people, 3)
    ada = browser_of(people.ada)
    ids = [item["id"] for item in ada.get("/inbox").json()["results"]]
    assert ada.post("/inbox/read", {"ids": ids[:1]}).json() == {"unread": 2}
    assert [item["id"] for item in ada.get("/inbox", unread="true").json()["results"]] == ids[1:]
    assert ada.post("/inbox/read", {"all": True}).json() == {"unread": 0}
    assert browser_of(people.eva).get("/inbox").json()["unread"] == 3
    heard = EventRecord.objects.filter(kind="inbox_read").order_by("id")
    assert [(row.topics, row.payload) for row in heard] == [
        ([f"user.{people.ada.pk}"], {"unread": 2}),
        ([f"user.{people.ada.pk}"], {"unread": 0}),
    ]


def test_nobody_reads_for_another(people: World, browser_of: BrowserOf) -> None:
    tell(people, 1)
    theirs = Delivery.objects.get(recipient=people.eva, channel="inbox").pk
    assert browser_of(people.ada).post("/inbox/read", {"ids": [theirs]}).json() == {"unread": 1}
    assert Delivery.objects.get(pk=theirs).read_at is None


@pytest.mark.parametrize("body", [{}, {"ids": [1], "all": True}, {"ids": ["x"]}, {"ids": [0]}, {"more": 1}])
def test_an_unclear_reading_is_refused_by_field(
    people: World, browser_of: BrowserOf, body: dict[str, Any]
) -> None:
    answer = browser_of(people.ada).post("/inbox/read", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("count", [2, 40])
def test_a_page_of_the_inbox_costs_the_same_however_long_it_is(
    people: World, browser_of: BrowserOf, django_assert_max_num_queries: Any, count: int
) -> None:
    tell(people, count)
    ada = browser_of(people.ada)
    ada.get("/inbox")  # once a minute the session's last use is written
    with django_assert_max_num_queries(4):
        assert len(ada.get("/inbox", limit=100).json()["results"]) == count


def test_pages_follow_each_other(people: World, browser_of: BrowserOf) -> None:
    tell(people, 30)
    ada = browser_of(people.ada)
    first = ada.get("/inbox").json()
    second = ada.get("/inbox", cursor=first["next"]).json()
    numbers = [item["data"]["number"] for item in first["results"] + second["results"]]
    assert numbers == list(reversed(range(30)))
    assert second["next"] is None


def test_the_demo_shows_its_mails_to_those_who_steer(
    people: World, browser_of: BrowserOf, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    monkeypatch.setitem(
        registry.messages, "reply_sent", Message("办结 %(number)s", "%(name)s,您好!\n%(text)s")
    )
    assert browser_of(people.dora).get("/mails").json() == []
    tell(people, 1)
    send_due(AT + timedelta(seconds=8))
    mails = browser_of(people.dora).get("/mails").json()
    assert {(one["to"], one["subject"]) for one in mails} == {
        ("ada@example.org", "办结 0"),
        ("eva@example.org", "办结 0"),
    }
    assert {one["text"].strip() for one in mails} == {"安达,您好!\n已解决", "伊娃,您好!\n已解决"}
    assert browser_of(people.ada).get("/mails").status_code == 403


def test_there_are_no_mails_to_read_outside_the_demo(
    people: World, browser_of: BrowserOf, settings: Any
) -> None:
    settings.DEMO = False
    assert browser_of(people.dora).get("/mails").status_code == 404
