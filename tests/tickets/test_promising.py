"""Time policies and the ladder as those who steer change them: versions, who and since when, and named fields."""

from __future__ import annotations

from typing import Any

from tests.browser import Browser
from tests.people import World
from tickets.models import ClockPolicy, Ladder


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
