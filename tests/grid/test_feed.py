"""The plan as a calendar that programs subscribe to: its address is the key, can be changed, and opens nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.test import Client
from django.utils import timezone

from grid.actions.plan_visit import plan_visit
from grid.models import CalendarFeed
from grid.rules.ics import Entry, calendar_file
from tests.browser import Browser
from tests.people import World
from tests.permissions.routes import working_day

Browsers = Callable[..., Browser]


def test_every_text_survives_a_calendar_program() -> None:
    hard = "芯屿,半导体;(杭州)\\一厂\n二号门" * 6
    entry = Entry(uid="a@b", on=date(2020, 3, 12), summary=hard, location="海达南路 1 号", sequence=3)
    text = calendar_file("走访", [entry], at=datetime(2020, 3, 11, tzinfo=UTC))
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == (hard, "海达南路 1 号")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2020, 3, 12), date(2020, 3, 13))
    assert (found["SEQUENCE"], found["DTSTAMP"].dt) == (3, datetime(2020, 3, 11, tzinfo=UTC))


def test_a_feed_shows_ones_own_plan_until_it_is_revoked(people: World, browser_of: Browsers) -> None:
    ada, on = browser_of(people.ada), working_day(2)
    for cadre, enterprise in ((people.ada, people.chips), (people.cleo, people.fibre)):
        plan_visit(
            actor=cadre,
            at=timezone.now(),
            uuid=uuid.uuid4(),
            enterprise=enterprise.uuid,
            cadre=cadre,
            on=on,
            purpose="看复工情况",
        )
    assert ada.get("/calendar-feed").json() == {"made_at": None}
    first = path(ada)
    answer = Client().get(first)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    (found,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "走访 芯屿半导体"
    assert found["DTSTART"].dt == on
    assert "看复工情况" in str(found["DESCRIPTION"])

    second = path(ada)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert first.split("/")[-1].removesuffix(".ics") not in str(list(CalendarFeed.objects.values()))
    assert ada.client.delete("/api/v1/calendar-feed").status_code == 204
    assert Client().get(second).status_code == 404


def test_a_closed_account_has_no_feed(people: World, browser_of: Browsers) -> None:
    address = path(browser_of(people.ada))
    people.ada.is_active = False
    people.ada.save()
    assert Client().get(address).status_code == 404


def test_a_feed_speaks_its_owners_language(people: World, browser_of: Browsers) -> None:
    plan_visit(
        actor=people.ada,
        at=timezone.now() - timedelta(minutes=1),
        uuid=uuid.uuid4(),
        enterprise=people.chips.uuid,
        cadre=people.ada,
        on=working_day(1),
    )
    people.ada.language = "en"
    people.ada.save()
    (found,) = icalendar.Calendar.from_ical(Client().get(path(browser_of(people.ada))).content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "Visit 芯屿半导体"


def path(browser: Browser) -> str:
    answer = browser.client.post("/api/v1/calendar-feed")
    assert answer.status_code == 200, answer.content
    address: str = answer.json()["address"]
    return urlsplit(address).path
