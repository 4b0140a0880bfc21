"""Routing as a workflow: every step once, whatever dies or comes twice."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT
from tickets.actions import route_ticket as routing
from tickets.models import RoutingRule, RoutingStep, Ticket
from tickets.tasks import route, sweep_routing


def steps_of(ref: str) -> list[str]:
    return list(RoutingStep.objects.filter(ticket__ref=ref).order_by("id").values_list("step", flat=True))


def test_a_labour_problem_lies_on_the_responsible_cadres_desk(people: World, routed: str) -> None:
    ticket = Ticket.objects.get(ref=routed)
    assert (ticket.state, ticket.holder_unit, ticket.holder) == ("assigned", people.team, people.ada)
    assert ticket.lead_unit == people.labour
    assert steps_of(routed) == ["classify", "unit", "person", "clocks", "publish"]


def test_routing_twice_does_nothing(people: World, routed: str) -> None:
    before = Ticket.objects.get(ref=routed).version
    route([routed, routed])
    assert Ticket.objects.get(ref=routed).version == before
    assert len(steps_of(routed)) == 5
    assert EventRecord.objects.filter(subject=routed, kind="ticket_routed").count() == 1


@pytest.mark.parametrize("dies_before", ["unit", "person", "clocks", "publish"])
def test_a_worker_that_dies_between_two_steps_is_taken_up_where_it_stopped(
    people: World, submitted: dict[str, Any], monkeypatch: pytest.MonkeyPatch, dies_before: str
) -> None:
    whole = dict(routing.STEPS)

    def die(locked: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(routing, "STEPS", {**whole, dies_before: die})
    with pytest.raises(KeyboardInterrupt):
        route([submitted["ref"]])
    monkeypatch.setattr(routing, "STEPS", whole)

    assert sweep_routing(timezone.now() + timedelta(seconds=10)) == 1
    assert steps_of(submitted["ref"]) == list(whole)
    assert Ticket.objects.get(ref=submitted["ref"]).holder == people.ada


def test_a_lost_task_is_found_by_the_sweep(people: World, submitted: dict[str, Any]) -> None:
    assert sweep_routing(timezone.now()) == 0
    assert sweep_routing(timezone.now() + timedelta(seconds=6)) == 1
    assert Ticket.objects.get(ref=submitted["ref"]).state == "assigned"


def test_a_problem_without_a_rule_waits_for_the_coordinator_and_is_not_asked_again(people: World) -> None:
    ref = (
        Browser(people.eva)
        .create("/tickets", {"category": "OTH", "text": "园区路灯不亮,请帮忙看看。"})
        .json()["ref"]
    )
    later = timezone.now() + timedelta(seconds=6)
    assert sweep_routing(later) == 1
    assert sweep_routing(later) == 0
    assert Ticket.objects.get(ref=ref).state == "submitted"
    assert EventRecord.objects.get(subject=ref, kind="routing_found_no_rule").notify == [people.dora.pk]


def test_a_rule_that_starts_at_the_department_goes_there_and_the_unit_arranges(people: World) -> None:
    ref = (
        Browser(people.eva)
        .create("/tickets", {"category": "SOC-INS", "text": "稳岗返还被退件,口径不一致。"})
        .json()["ref"]
    )
    route([ref])
    ticket = Ticket.objects.get(ref=ref)
    assert (ticket.holder_unit, ticket.holder) == (people.labour, None)


def test_the_ticket_says_why_it_went_where_it_went(people: World, routed: str) -> None:
    steps = {
        step["step"]: step["outcome"]
        for step in Browser(people.dora).get(f"/tickets/{routed}").json()["routing"]
    }
    assert steps["classify"]["because"] == [["categories", "LAB"]]
    assert steps["person"]["why"] == "responsible"


def test_an_edited_rule_does_not_move_a_ticket_on_its_way(people: World, submitted: dict[str, Any]) -> None:
    route([submitted["ref"]])
    RoutingRule.objects.all().update(active=False)
    steps = {step.step: step.outcome for step in RoutingStep.objects.filter(ticket__ref=submitted["ref"])}
    assert steps["classify"]["name"] == "用工返岗"


def test_a_dry_run_shows_what_a_rule_would_have_done_and_changes_nothing(people: World, routed: str) -> None:
    rule = RoutingRule.objects.get(name="用工返岗")
    body = {
        "rule": {
            "name": "全部交给部门",
            "categories": ["LAB"],
            "start_at": "lead_unit",
            "lead_unit": people.labour.pk,
        },
        "replaces": rule.pk,
    }
    lines = Browser(people.dora).post("/routing-rules/dry_run", body).json()
    assert lines[0]["ref"] == routed
    assert lines[0]["differs"] is True
    assert lines[0]["would"]["unit"]["name"] == people.labour.name
    assert lines[0]["would"]["because"] == [["categories", "LAB"]]
    assert lines[0]["now"]["person"] == people.ada.name
    assert Ticket.objects.get(ref=routed).holder_unit == people.team


def test_a_new_rule_sent_twice_is_one_rule(people: World) -> None:
    before, key = RoutingRule.objects.count(), str(uuid.uuid4())
    body = {"name": "兜底", "lead_unit": people.centre.pk}
    first = Browser(people.dora).create("/routing-rules", body, key=key)
    again = Browser(people.dora).create("/routing-rules", body, key=key)
    assert first.status_code == again.status_code == 201, first.content
    assert first.json() == again.json()
    assert RoutingRule.objects.count() == before + 1


def test_rules_are_changed_by_coordinators_with_the_version_seen(people: World) -> None:
    rule = RoutingRule.objects.get(name="用工返岗")
    path = f"/routing-rules/{rule.pk}"
    assert Browser(people.lena).patch(path, {"name": "改名"}, version=1).status_code == 403
    assert Browser(people.ada).get("/routing-rules").status_code == 403
    assert Browser(people.dora).patch(path, {"order": 1}, version=1).json()["order"] == 1
    assert Browser(people.dora).patch(path, {"name": "改名"}, version=1).status_code == 412
    orders = list(RoutingRule.objects.values_list("order", flat=True))
    assert orders == list(range(1, len(orders) + 1))


def test_a_visit_text_is_searchable_by_any_two_characters(people: World, routed: str) -> None:
    for words in ("班车", "芯屿", "包车 班车", TEXT[:6]):
        assert [
            row["ref"] for row in Browser(people.dora).get("/tickets", search=words).json()["results"]
        ] == [routed]
    assert Browser(people.dora).get("/tickets", search="没有的词").json()["results"] == []
