"""Time policies and the ladder as those who steer change them: versions, who and since when, and named fields."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT
from tickets.actions.route_ticket import route_ticket
from tickets.models import Clock, ClockPolicy, Ladder, RoutingRule


def rungs() -> list[dict[str, Any]]:
    fields = (
        "level",
        "name",
        "name_en",
        "trigger",
        "amount",
        "duty_seconds",
        "recipients",
        "notice",
        "hands_over",
    )
    return list(Ladder.objects.get(active=True).rungs.order_by("level").values(*fields))


def test_every_version_of_a_policy_says_what_it_gave_since_when_and_by_whom(people: World) -> None:
    dora, policy = Browser(people.dora), ClockPolicy.objects.get(category=None, priority="urgent")
    changed = dora.patch(f"/clock-policies/{policy.pk}", {"version": 1, "acknowledge_seconds": 3600}).json()
    newest, first = Browser(people.lena).get(f"/clock-policies/{changed['id']}/history").json()
    assert (newest["version"], newest["active"], newest["acknowledge_seconds"]) == (2, True, 3600)
    assert newest["by"]["name"] == people.dora.name
    assert newest["since"]
    assert (first["version"], first["active"], first["since"], first["by"]) == (1, False, None, None)
    assert dora.patch(f"/clock-policies/{policy.pk}", {"version": 1, "stage_seconds": 0}).status_code == 412


def test_a_time_that_cannot_be_names_its_field(people: World) -> None:
    policy = ClockPolicy.objects.get(category=None, priority="urgent")
    refused = Browser(people.dora).patch(f"/clock-policies/{policy.pk}", {"version": 1, "resolve_days": 0})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "resolve_days"


def test_the_ladder_keeps_its_versions_and_only_who_may_change_it_does(people: World) -> None:
    wanted = rungs()
    wanted[3]["duty_seconds"] = 3600
    body = {"name": "五级提级办理", "rungs": wanted}
    assert Browser(people.lena).post("/ladder/versions", body).status_code == 403
    assert Browser(people.dora).post("/ladder/versions", body).status_code == 200
    newest, first = Browser(people.lena).get("/ladder/versions").json()
    assert (newest["version"], newest["active"], newest["by"]["name"]) == (2, True, people.dora.name)
    assert newest["rungs"][3]["duty_seconds"] == 3600
    assert newest["rungs"][3]["recipients"] == wanted[3]["recipients"]
    assert (first["version"], first["active"]) == (1, False)


def test_a_wrong_rung_names_its_field(people: World) -> None:
    wanted = rungs()
    wanted[2]["name"] = ""
    refused = Browser(people.dora).post("/ladder/versions", {"name": "阶梯", "rungs": wanted})
    assert [error["field"] for error in refused.json()["errors"]] == ["rungs.2.name"]


def new(people: World, **more: Any) -> Any:
    body = {
        "category": "LAB-RET",
        "priority": "normal",
        "tier": "",
        "acknowledge_seconds": 1800,
        "first_contact_seconds": 3600,
        "resolve_seconds": 54_000,
        "resolve_days": 2,
        **more,
    }
    return Browser(people.dora).create("/clock-policies", body)


def in_force(people: World) -> list[tuple[Any, ...]]:
    rows = Browser(people.lena).get("/clock-policies").json()
    return [(row["category"], row["priority"], row["version"]) for row in rows if row["active"]]


def test_a_combination_without_a_policy_gets_one_and_new_tickets_follow_it(people: World) -> None:
    made = new(people)
    assert made.status_code == 201, made.content
    assert (made.json()["version"], made.json()["by"]["name"]) == (1, people.dora.name)
    assert ("LAB-RET", "normal", 1) in in_force(people)
    sent = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
    clock = Clock.objects.get(ticket__ref=sent["ref"], kind="acknowledge")
    assert (clock.policy_id, clock.budget_seconds) == (made.json()["id"], 1800)
    other = Browser(people.eva).create("/tickets", {"category": "LOG-TRK", "text": TEXT}).json()
    assert Clock.objects.get(ticket__ref=other["ref"], kind="acknowledge").policy_id != made.json()["id"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "NO-SUCH"}, "category"),
        ({"priority": "later"}, "priority"),
        ({"tier": "giant"}, "tier"),
        ({"acknowledge_seconds": 0}, "acknowledge_seconds"),
        ({"resolve_days": 0}, "resolve_days"),
        ({"category": None, "priority": "urgent"}, "category"),
    ],
)
def test_a_policy_that_cannot_be_names_its_field(people: World, wrong: dict[str, Any], field: str) -> None:
    refused = new(people, **wrong)
    assert refused.status_code == 400
    assert [one["field"] for one in refused.json()["errors"]] == [field]


def test_a_new_policy_says_which_open_tickets_it_would_take_and_takes_them_only_when_told(
    people: World, handled: str
) -> None:
    dora, old = Browser(people.dora), Clock.objects.get(ticket__ref=handled, kind="resolve")
    taken = dora.post("/clock-policies/preview", {"category": "LAB-RET", "priority": "normal"}).json()
    assert (taken["tickets"], [card["ref"] for card in taken["newest"]]) == (1, [handled])
    others = dora.post("/clock-policies/preview", {"category": "LAB-RET", "priority": "urgent"}).json()
    assert (others["tickets"], others["promises"], others["newest"]) == (0, 0, [])
    made = new(people).json()
    assert Clock.objects.get(pk=old.pk).due_at == old.due_at
    assert dora.get(f"/clock-policies/{made['id']}/move").json()["promises"] == taken["promises"] > 0
    assert dora.post(f"/clock-policies/{made['id']}/move", {}).json() == {"promises": taken["promises"]}
    assert dora.get(f"/clock-policies/{made['id']}/move").json()["promises"] == 0
    moved = Clock.objects.get(pk=old.pk)
    assert (moved.policy_id, moved.version) == (made["id"], old.version + 1)


def test_the_parent_category_takes_what_has_no_policy_of_its_own(people: World, handled: str) -> None:
    new(people)
    taken = Browser(people.dora).post("/clock-policies/preview", {"category": "LAB"}).json()
    assert taken["tickets"] == 0
    urgent = Browser(people.dora).post("/clock-policies/preview", {"category": "LOG"}).json()
    assert urgent["tickets"] == 0


def test_a_policy_ends_with_a_version_and_may_begin_again(people: World) -> None:
    dora, made = Browser(people.dora), new(people).json()
    at = f"/clock-policies/{made['id']}"
    assert dora.post(f"{at}/retire", {"version": 9}).status_code == 412
    ended = dora.post(f"{at}/retire", {"version": 1})
    assert ended.status_code == 200, ended.content
    assert (ended.json()["version"], ended.json()["active"], ended.json()["retired"]) == (2, False, True)
    assert ("LAB-RET", "normal") not in [row[:2] for row in in_force(people)]
    sent = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
    assert Clock.objects.get(ticket__ref=sent["ref"], kind="acknowledge").budget_seconds != 1800
    (shown,) = [row for row in dora.get("/clock-policies").json() if row["retired"]]
    assert shown["id"] == ended.json()["id"]
    assert new(people).json()["version"] == 3
    history = dora.get(f"{at}/history").json()
    assert [(row["version"], row["active"], row["retired"]) for row in history] == [
        (3, True, False),
        (2, False, True),
        (1, False, False),
    ]
    assert not [row for row in dora.get("/clock-policies").json() if row["retired"]]


def test_the_policy_for_everything_else_does_not_end(people: World) -> None:
    last = ClockPolicy.objects.get(category=None, priority="", tier="", active=True)
    refused = Browser(people.dora).post(f"/clock-policies/{last.pk}/retire", {"version": last.version})
    assert refused.status_code == 409
    assert ClockPolicy.objects.get(pk=last.pk).active


def test_a_rule_gives_the_version_in_force_of_the_policy_it_names(people: World) -> None:
    named = new(people, category="LOG", priority="", resolve_days=7).json()
    rule = RoutingRule.objects.filter(categories__contains=["LAB"]).first() or RoutingRule.objects.first()
    assert rule is not None
    RoutingRule.objects.update(policy_id=named["id"])
    Browser(people.dora).patch(f"/clock-policies/{named['id']}", {"version": 1, "acknowledge_seconds": 600})
    sent = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
    route_ticket(ref=sent["ref"], at=timezone.now())
    assert (
        Clock.objects.filter(ticket__ref=sent["ref"], kind="acknowledge").latest("id").budget_seconds == 600
    )
