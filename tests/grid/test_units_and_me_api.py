"""Units, the reader, the reader's day, and who may watch what."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.registry import registry
from grid.models import Visit
from grid.selectors import scope_for
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.people import World

Browsers = Callable[..., Browser]


def test_units_carry_their_lead_and_their_load(people: World, browser_of: Browsers) -> None:
    rows = browser_of(people.ada).get("/units", kind="grid_team").json()
    assert len(rows) == 25
    team = next(row for row in rows if row["id"] == people.team.pk)
    assert team["lead"]["name"] == "贝恩"
    assert (team["members"], team["enterprises"], team["open_tickets"], team["red"]) == (2, 2, 0, 0)


def test_the_page_of_a_unit_names_its_people(people: World, browser_of: Browsers) -> None:
    body = browser_of(people.finn).get(f"/units/{people.team.pk}").json()
    assert [(one["name"], one["is_lead"], one["enterprises"]) for one in body["people"]] == [
        ("贝恩", True, 0),
        ("安达", False, 1),
    ]


def test_units_cost_the_same_for_any_number(
    people: World, browser_of: Browsers, django_assert_num_queries: Any
) -> None:
    dora = browser_of(people.dora)
    dora.get("/me")
    with django_assert_num_queries(2):
        dora.get("/units")
    with django_assert_num_queries(3):
        dora.get(f"/units/{people.team.pk}")


def test_an_enterprise_is_shown_no_list_of_units(people: World, browser_of: Browsers) -> None:
    assert browser_of(people.eva).get("/units").status_code == 403
    assert browser_of(people.eva).get(f"/units/{people.team.pk}").status_code == 403


@pytest.mark.parametrize("path", ["/units/999999", "/units/0"])
def test_a_unit_that_is_not_there(people: World, browser_of: Browsers, path: str) -> None:
    assert browser_of(people.ada).get(path).status_code == 404


def test_me_says_where_one_stands(people: World, browser_of: Browsers) -> None:
    ben = browser_of(people.ben).get("/me").json()
    assert [(unit["name"], unit["is_lead"]) for unit in ben["units"]] == [("下沙第1小组", True)]
    assert (ben["role"], ben["enterprise"]) == ("team_leader", None)
    eva = browser_of(people.eva).get("/me").json()
    assert eva["enterprise"]["short_name"] == "芯屿半导体"
    assert uuid.UUID(eva["epoch"])


def test_choosing_a_language_is_remembered(people: World, browser_of: Browsers) -> None:
    ada = browser_of(people.ada)
    answer = ada.patch("/me", {"language": "en"})
    assert answer.json()["language"] == "en"
    assert answer.cookies["language"].value == "en"
    refused = ada.patch("/me", {"language": "fr"})
    assert refused.status_code == 400
    assert refused.headers["Content-Language"] == "en"
    assert ada.patch("/me", {"role": "admin"}).json()["errors"][0]["field"] == "role"


def test_a_day_names_the_one_reason_for_each_visit(people: World, browser_of: Browsers) -> None:
    ada, now = browser_of(people.ada), timezone.now()
    (never,) = ada.get("/today").json()["due"]
    assert (never["enterprise"]["short_name"], never["reason"]) == ("芯屿半导体", "never")

    ada.create("/visits", visit_body(people.chips))
    assert ada.get("/today").json()["due"] == []
    assert ada.get("/today").json()["done_today"] == 1

    Visit.objects.update(occurred_at=now - timedelta(days=3), follow_up_on=timezone.localdate())
    (promised,) = ada.get("/today").json()["due"]
    assert promised["reason"] == "follow_up"

    Visit.objects.update(occurred_at=now - timedelta(days=36), follow_up_on=None)
    (stale,) = ada.get("/today").json()["due"]
    assert (stale["reason"], stale["every_days"]) == ("stale", 30)
    assert stale["visit_due_on"] == (timezone.localdate() - timedelta(days=6)).isoformat()
    assert [(one["code"], one["points"]) for one in stale["reasons"]] == [("low", 2)]


def test_staff_draw_the_zone_without_a_tile_source(
    people: World, browser_of: Browsers, settings: Any
) -> None:
    told = browser_of(people.ada).get("/ground").json()
    assert (len(told["streets"]), told["tiles"]) == (7, None)
    units = {team["unit"] for street in told["streets"] for team in street["teams"]}
    assert {people.team.pk, people.other_team.pk} < units
    settings.MAP_TILES = {"url": "https://t/{z}/{x}/{y}", "datum": "gcj02", "attribution": "©"}
    assert browser_of(people.ada).get("/ground").json()["tiles"]["datum"] == "gcj02"


def test_a_day_costs_the_same_for_any_number_of_visits(
    people: World, browser_of: Browsers, django_assert_max_num_queries: Any
) -> None:
    ada = browser_of(people.ada)
    ada.get("/me")
    with django_assert_max_num_queries(6):
        ada.get("/today")


@pytest.mark.parametrize(
    ("who", "topic", "may"),
    [
        ("ada", "user.{ada}", True),
        ("ada", "user.{ben}", False),
        ("ada", "unit.{team}", True),
        ("ada", "unit.{other}", False),
        ("dora", "unit.{other}", True),
        ("finn", "unit.{labour}", True),
        ("eva", "unit.{team}", False),
        ("ada", "enterprise.{chips}", True),
        ("eva", "enterprise.{chips}", True),
        ("eva", "enterprise.{fibre}", False),
        ("finn", "enterprise.{chips}", False),
        ("lena", "enterprise.{chips}", True),
        ("cleo", "enterprise.{chips}", False),
        ("ada", "enterprise.none", False),
        ("ada", "unit.-1", False),
        ("ada", "unit.９", False),
        ("ada", "moon.1", False),
    ],
)
def test_who_may_watch_what(people: World, who: str, topic: str, may: bool) -> None:
    named = topic.format(
        ada=people.ada.pk,
        ben=people.ben.pk,
        team=people.team.pk,
        other=people.other_team.pk,
        labour=people.labour.pk,
        chips=people.chips.uuid,
        fibre=people.fibre.uuid,
    )
    assert registry.can_join(scope_for(getattr(people, who)), named) is may
