"""The relay gives each event one number without a gap, tells each person once, and cannot be stopped by a hint."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.models import EventRecord, Feed
from core.registry import registry
from notifications.live.publisher import Nudger, Publisher
from notifications.models import Delivery
from notifications.relay import Relay, dispatch_batch
from tests.notifications.happenings import AT, NoteWritten, happen
from tests.people import World, person

pytestmark = pytest.mark.django_db


class Silent(Publisher):
    """A publisher that remembers instead of sending."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def publish(self, frames: Any) -> bool:
        self.sent += [frame.seq for frame in frames]
        return True


def numbered() -> list[tuple[str, int | None]]:
    return list(EventRecord.objects.order_by("seq").values_list("subject", "seq"))


def in_thread(do: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_events_get_numbers_in_the_order_of_their_ids() -> None:
    happen(1, 2)
    happen(3)
    Relay(Silent()).drain(AT)
    assert [seq for _, seq in numbered()] == [1, 2, 3]
    assert Feed.objects.get().head == 3
    assert Feed.objects.get().ticked_at == AT


def test_more_than_a_batch_leaves_in_one_drain() -> None:
    happen(*range(450))
    publisher = Silent()
    assert Relay(publisher).drain(AT) == 450
    assert publisher.sent == list(range(1, 451))


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_gets_a_later_number_although_its_id_is_smaller() -> None:
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            happen(1)
            written.set()
            assert go.wait(10)

    thread = in_thread(slow)
    assert written.wait(10)
    happen(2)
    Relay(Silent()).drain(AT)
    go.set()
    thread.join(10)
    Relay(Silent()).drain(AT)

    first, second = EventRecord.objects.order_by("seq")
    assert (first.seq, first.payload["number"]) == (1, 2)
    assert (second.seq, second.payload["number"]) == (2, 1)
    assert second.pk < first.pk


@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_number_fold_and_publish_each_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[int] = []
    monkeypatch.setattr(
        registry, "projections", [lambda records: folded.extend(record.pk for record in records)]
    )
    publisher, stop = Silent(), threading.Event()

    def work() -> None:
        relay = Relay(publisher)
        while not stop.is_set():
            relay.drain(AT)

    threads = [in_thread(work), in_thread(work)]
    for start in range(0, 600, 20):
        happen(*range(start, start + 20))
    stop.set()
    for thread in threads:
        thread.join(20)
    Relay(publisher).drain(AT)

    assert sorted(publisher.sent) == list(range(1, 601))
    assert [seq for _, seq in numbered()] == list(range(1, 601))
    assert len(folded) == len(set(folded)) == 600


def test_an_event_that_cannot_be_folded_is_skipped_by_that_projection_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folded: list[int] = []

    def moody(records: Sequence[EventRecord]) -> None:
        if any(record.payload["number"] == 2 for record in records):
            raise ValueError("cannot count that")
        folded.extend(record.payload["number"] for record in records)

    monkeypatch.setattr(registry, "projections", [moody])
    happen(1, 2, 3)
    assert Relay(Silent()).drain(AT) == 3
    assert folded == [1, 3]
    assert [record.message for record in caplog.records if "was not folded" in record.message]


def test_each_person_is_told_once_in_the_inbox_and_by_mail_when_there_is_an_address(people: World) -> None:
    nomail = person("nora", "诺拉", "cadre", email="")
    happen(1, notify=[people.ada.pk, nomail.pk])
    dispatch_batch(AT)
    EventRecord.objects.filter(subject="happening.1").update(seq=None)
    dispatch_batch(AT)
    about = Delivery.objects.filter(event__subject="happening.1")
    told = sorted(about.values_list("recipient__username", "channel", "state"))
    assert told == [("ada", "email", "waiting"), ("ada", "inbox", "sent"), ("nora", "inbox", "sent")]
    mail = about.get(channel="email")
    assert (mail.send_after - AT).total_seconds() == 8


def test_a_contact_is_never_told_of_what_is_internal_and_nobody_who_is_gone_is_told(people: World) -> None:
    User.objects.filter(pk=people.ben.pk).update(is_active=False)
    happen(1, cls=NoteWritten, notify=[people.eva.pk, people.ada.pk, people.ben.pk, 987654])
    dispatch_batch(AT)
    about = Delivery.objects.filter(event__subject="happening.1")
    assert list(about.values_list("recipient__username", "channel")) == [("ada", "inbox")]


def test_a_dead_redis_is_noted_once_and_holds_up_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "notifications")
    relay = Relay(Publisher("redis://127.0.0.1:1/0"))
    for number in range(3):
        happen(number)
        assert relay.drain(AT) == 1
    assert len([record for record in caplog.records if "Redis" in record.message]) == 1


def test_workers_are_nudged_once_a_batch_with_all_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        "celery.current_app.send_task",
        lambda name, args, retry, headers: sent.append((name, args)),
        raising=False,
    )
    monkeypatch.setattr(registry, "reactions", {"reply_sent": "tests.react"})
    nudger = Nudger()
    happen(1, 2, 1)
    happen(3, cls=NoteWritten)
    Relay(Silent(), nudger).drain(AT)
    nudger.flush()
    assert sent == [("tests.react", [["happening.1", "happening.2"]])]
