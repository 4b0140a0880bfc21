"""The same lines guard whatever else shows a row: lists, search, ledgers, live topics, pages and the admin."""

from __future__ import annotations

from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.contrib import admin
from django.test import Client

from tests.browser import BACKEND, Browser
from tests.ledgers.test_exports import rows_of
from tests.notifications.conftest import open_page
from tests.people import World
from tests.permissions.conftest import Rows
from tests.permissions.table import lines
from tests.permissions.world import RELATIONS, WHO, somebody

__all__ = ["open_page"]
DETAIL = {"tickets": "/tickets/<str:ref>", "enterprises": "/enterprises/<uuid:uuid>"}
HOMES = {"/m/": ("ada", "ben", "cleo"), "/e/": ("eva",), "/desk/": ("ben", "finn", "dora", "lena", "adam")}


def seen(path: str, who: str) -> set[str]:
    """The relations whose row the table lets somebody see."""
    return {line.relation for line in lines() if line.path == path and line.expected[who] == 200}


@pytest.mark.parametrize("noun", DETAIL)
def test_a_list_a_search_and_a_ledger_hold_exactly_what_may_be_opened(
    noun: str, people: World, rows: Rows, browsers: dict[str, Browser]
) -> None:
    key = {"tickets": "ref", "enterprises": "name"}[noun]
    for who in WHO[:-1]:
        expected = {rows[relation][key] for relation in seen(DETAIL[noun], who)}
        browser = browsers[who]
        listed = {row[key] for row in browser.get(f"/{noun}", limit=100).json()["results"]}
        assert listed == expected, who
        found: set[str] = set()
        for relation in RELATIONS:
            for words in (rows[relation][key], rows[relation]["name"]):
                found |= {row[key] for row in browser.get(f"/{noun}", search=words).json()["results"]}
        assert found == expected, who
        heading = {"tickets": "编号", "enterprises": "企业"}[noun]
        assert {row[heading] for row in rows_of(browser.get(f"/{noun}/export"))} == expected, who


def test_visits_are_listed_and_exported_to_those_who_may_open_them_and_to_their_enterprise(
    people: World, rows: Rows, browsers: dict[str, Browser]
) -> None:
    for who in WHO[:-1]:
        expected = {"own"} if who == "eva" else seen("/visits/<uuid:uuid>", who)
        listed = {row["uuid"] for row in browsers[who].get("/visits").json()["results"]}
        assert listed == {rows[relation]["visit"] for relation in expected}, who
        assert len(rows_of(browsers[who].get("/visits/export"))) == len(expected), who


@pytest.mark.django_db(transaction=True)
@pytest.mark.services
async def test_a_live_topic_is_heard_by_whom_its_row_is_shown_and_by_nobody_else(
    transactional_db: None, reference: None, open_page: Any
) -> None:
    from tests.people import build_world
    from tests.permissions.world import populate

    people = await database_sync_to_async(build_world)()
    rows = await database_sync_to_async(populate)(people)
    units = {"team": people.team.pk, "other": people.other_team.pk, "labour": people.labour.pk}
    members = {"ada": {"team"}, "ben": {"team"}, "cleo": {"other"}, "finn": {"labour"}}
    steers = {"dora", "lena", "adam"}
    for who in WHO[:-1]:
        user = somebody(people, who)
        assert user is not None
        page = await open_page(user)
        hears = {f"ticket.{rows[relation]['ref']}" for relation in seen(DETAIL["tickets"], who)}
        # Whoever merely reads the register does not hear what happens at an enterprise.
        served = seen(DETAIL["enterprises"], who) if who != "finn" else set()
        hears |= {f"enterprise.{rows[relation]['enterprise']}" for relation in served}
        hears |= {f"unit.{units[name]}" for name in (units if who in steers else members.get(who, ()))}
        hears |= {f"user.{user.pk}"} | ({"board"} if who in steers else set())
        asked = {
            "board",
            "nothing.1",
            "ticket.QT-20200101-999999",
            *(f"user.{getattr(people, other).pk}" for other in WHO[:-1]),
            *(f"unit.{number}" for number in units.values()),
            *(f"ticket.{row['ref']}" for row in rows.values()),
            *(f"enterprise.{row['enterprise']}" for row in rows.values()),
        }
        subscribed, *refused = await page.subscribe(*sorted(asked))
        assert set(subscribed["topics"]) == hears, who
        assert {one["topic"] for one in refused} == asked - hears, who


@pytest.mark.parametrize("path", HOMES)
def test_a_face_opens_to_its_parts_and_shows_the_others_to_their_own(
    path: str, people: World, browsers: dict[str, Browser], settings: Any, tmp_path: Any
) -> None:
    settings.STATIC_ROOT = tmp_path
    page = tmp_path / "app" / path.strip("/") / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("a face")
    for who in WHO:
        answer = browsers[who].client.get(f"{path}deep/inside")
        assert answer.status_code == (200 if who in HOMES[path] else 302), who
        assert who != "nobody" or answer["Location"].startswith("/?next="), path


def test_the_admin_opens_to_the_administrator_alone(people: World, rows: Rows) -> None:
    pages = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
    assert len(pages) > 15
    for who in WHO:
        client, user = Client(), somebody(people, who)
        if user is not None:
            client.force_login(user, backend=BACKEND)
        for page in ("/admin/", "/admin/status/", *pages, *(f"{page}add/" for page in pages)):
            answer = client.get(page)
            if who == "adam":
                assert answer.status_code in (200, 403 if page.endswith("add/") else 200), page
            else:
                assert answer.status_code == 302, (who, page)
                assert "/admin/login/" in answer["Location"], page
