"""What the administrator sees of the grid's health, and can do about letters that did not arrive."""

from __future__ import annotations

import pytest

from core.database import database_now
from core.heartbeats import own_name, stamp
from core.models import EventRecord
from core.registry import registry
from notifications.models import Channel, Delivery, DeliveryState
from tests.browser import Browser
from tests.people import World

pytestmark = pytest.mark.django_db
PAGE = "/admin/status/"


def test_only_an_administrator_sees_it(people: World) -> None:
    for person in (people.dora, people.eva):
        assert Browser(person).client.get(PAGE).status_code == 302
    assert Browser(people.adam).client.get(PAGE).status_code == 200
    assert PAGE in Browser(people.adam).client.get("/admin/").content.decode()


def test_it_says_what_stands_still_and_when_all_is_well(people: World) -> None:
    administrator = Browser(people.adam).client
    assert "有环节停住了" in administrator.get(PAGE).content.decode()
    EventRecord.objects.all().delete()
    for name in ("relay", "canary", own_name("ticker"), *(f"sweep.{name}" for name in registry.sweeps)):
        stamp(name, database_now())
    stamp("live.here.7", database_now(), facts={"sockets": 4, "seen": 1, "head": 1})
    page = administrator.get(PAGE).content.decode()
    assert "一切正常" in page
    assert "4 个打开的页面" in page


def test_a_dead_letter_is_shown_with_its_reason_and_sent_again(people: World) -> None:
    event = EventRecord.objects.earliest("id")
    letter = Delivery.objects.create(
        event=event,
        recipient=people.ada,
        channel=Channel.EMAIL,
        state=DeliveryState.DEAD,
        send_after=database_now(),
        error="PermanentFailure: no such mailbox",
    )
    administrator = Browser(people.adam, language="en").client
    assert "no such mailbox" in administrator.get(PAGE).content.decode()
    assert administrator.post(PAGE).status_code == 302
    letter.refresh_from_db()
    assert letter.state == DeliveryState.WAITING
