"""What urges waits for working time and comes as one mail; what informs leaves at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from core.messages import Message
from core.outbox import publish
from core.registry import registry
from notifications.models import Delivery
from notifications.relay import dispatch_batch
from notifications.sender import send_due
from tests.notifications.happenings import AT, Hurried, ReplySent
from tests.people import World

pytestmark = pytest.mark.django_db
OPENS = AT + timedelta(hours=10)


@pytest.fixture(autouse=True)
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody works before OPENS."""
    monkeypatch.setattr(registry, "opening", lambda at: max(at, OPENS))
    for kind in ("hurried", "reply_sent"):
        monkeypatch.setitem(registry.messages, kind, Message("[%(subject)s]", "%(name)s"))


def tell(event: type[Hurried] | type[ReplySent], number: int, at: datetime, *users: int) -> None:
    with transaction.atomic():
        publish(event(at=at, actor_id=None, topics=("board",), notify=users, number=number))
    dispatch_batch(at)


def test_nudges_of_the_night_are_one_mail_at_opening(people: World) -> None:
    for number in (1, 2, 3):
        tell(Hurried, number, AT + timedelta(minutes=number), people.ada.pk, people.ben.pk)
    assert send_due(OPENS - timedelta(seconds=1)) == 0
    assert send_due(OPENS) == 6
    assert sorted(one.to[0] for one in mail.outbox) == ["ada@example.org", "ben@example.org"]
    assert all(f"[happening.{number}]" in mail.outbox[0].body for number in (1, 2, 3))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_in_working_time_a_nudge_leaves_like_any_other_mail(people: World) -> None:
    tell(Hurried, 1, OPENS + timedelta(hours=1), people.ada.pk)
    assert send_due(OPENS + timedelta(hours=1, seconds=8)) == 1
    assert mail.outbox[0].subject == "[happening.1]"


def test_what_informs_does_not_wait_for_the_morning(people: World) -> None:
    tell(ReplySent, 1, AT, people.ada.pk)
    assert send_due(AT + timedelta(seconds=8)) == 1


def test_the_inbox_has_it_at_once(people: World) -> None:
    tell(Hurried, 1, AT, people.ada.pk)
    assert Delivery.objects.get(channel="inbox").state == "sent"
