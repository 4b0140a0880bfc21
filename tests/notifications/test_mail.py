"""Mails leave after the moment of undoing, in the reader's language, and again when that may help."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.messages import Message
from core.registry import registry
from notifications.actions.send_again import send_again
from notifications.models import Delivery
from notifications.relay import dispatch_batch
from notifications.rules.backoff import LONGEST, TRIES, retry_in
from notifications.sender import LEASE, send_due
from notifications.transports.mailbox import SEPARATOR, newest_mails
from tests.notifications.happenings import AT, happen
from tests.people import World

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(seconds=8)


@pytest.fixture(autouse=True)
def text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        registry.messages, "reply_sent", Message("[%(subject)s] %(text)s", "%(name)s, %(rung)s")
    )


def waiting(user: User) -> Delivery:
    """A mail to the user, dispatched at AT."""
    happen(1, notify=[user.pk])
    dispatch_batch(AT)
    return Delivery.objects.get(channel="email", recipient=user)


def smtp_says(error: BaseException) -> Any:
    return patch("django.core.mail.EmailMessage.send", side_effect=error)


def test_a_mail_waits_eight_seconds_and_is_sent_once(people: World) -> None:
    delivery = waiting(people.ada)
    assert send_due(AT + timedelta(seconds=7)) == 0
    assert send_due(LATER) == 1
    assert send_due(LATER + timedelta(days=1)) == 0
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    assert (sent.subject, sent.body) == ("[happening.1] 已解决", "安达, 3")
    assert f"delivery-{delivery.pk}." in sent.message()["Message-ID"]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at) == ("sent", LATER)


def test_a_contact_reads_the_public_part(people: World) -> None:
    waiting(people.eva)
    send_due(LATER)
    assert mail.outbox[0].body == "伊娃, "


@pytest.mark.parametrize(("language", "subject"), [("en", "Friday"), ("zh-hans", "星期五")])
def test_a_mail_speaks_the_recipients_language(
    people: World, monkeypatch: pytest.MonkeyPatch, language: str, subject: str
) -> None:
    monkeypatch.setitem(registry.messages, "reply_sent", Message(_("Friday"), ""))
    User.objects.filter(pk=people.ada.pk).update(language=language)
    waiting(people.ada)
    send_due(LATER)
    assert mail.outbox[0].subject == subject


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("no server"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPDataError(451, b"try later"),
        smtplib.SMTPRecipientsRefused({"ada@example.org": (450, b"busy")}),
    ],
)
def test_a_failure_that_may_pass_is_tried_again_later(people: World, error: Exception) -> None:
    delivery = waiting(people.ada)
    with smtp_says(error):
        send_due(LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert timedelta(seconds=24) <= delivery.send_after - LATER <= timedelta(seconds=36)
    assert delivery.error
    send_due(LATER + timedelta(minutes=1))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPDataError(554, b"no"),
        smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")}),
        RuntimeError("a bug"),
    ],
)
def test_a_failure_that_stays_is_kept_as_a_dead_letter_and_can_be_sent_again(
    people: World, error: Exception
) -> None:
    delivery = waiting(people.ada)
    with smtp_says(error):
        send_due(LATER)
    delivery.refresh_from_db()
    assert delivery.state == "dead"
    assert send_again(ids=[delivery.pk], at=LATER) == 1
    assert send_due(LATER) == 1
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_a_mail_is_given_up_after_the_last_try(people: World) -> None:
    delivery = waiting(people.ada)
    at = LATER
    with smtp_says(ConnectionRefusedError()):
        for _attempt in range(TRIES):
            assert send_due(at) == 1
            delivery.refresh_from_db()
            at = delivery.send_after
    assert (delivery.state, delivery.attempts) == ("dead", TRIES)


def test_a_kind_without_a_text_and_a_person_without_an_address_are_dead_letters(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = waiting(people.ada)
    monkeypatch.delitem(registry.messages, "reply_sent")
    other = waiting(people.ben)
    User.objects.filter(pk=people.ben.pk).update(email="")
    send_due(LATER)
    assert set(Delivery.objects.filter(pk__in=[delivery.pk, other.pk]).values_list("state", flat=True)) == {
        "dead"
    }


def test_a_sender_that_dies_leaves_its_claim_to_the_next_one(people: World) -> None:
    delivery = waiting(people.ada)
    with smtp_says(KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        send_due(LATER)
    assert send_due(LATER) == 0
    assert send_due(LATER + LEASE) == 1
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_waits_double_up_to_an_hour_and_spread() -> None:
    assert retry_in(1, 0.5) == timedelta(seconds=30)
    assert retry_in(2, 0.5) == timedelta(seconds=60)
    assert retry_in(11, 0.5) == LONGEST
    assert retry_in(1, 0.0) == timedelta(seconds=24)
    assert retry_in(TRIES, 0.5) is None


def test_a_mail_of_the_demo_was_sent_at_a_moment_of_a_zone(tmp_path: Path) -> None:
    (tmp_path / "1.log").write_bytes(
        b"To: ada@example.org\nSubject: here\nDate: Mon, 23 Nov 2026 04:37:43 -0000\n\ntext\n" + SEPARATOR
    )
    (found,) = newest_mails(tmp_path, 10)
    assert found.at == datetime(2026, 11, 23, 4, 37, 43, tzinfo=UTC)
