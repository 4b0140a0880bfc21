"""What the rule editor stands on: order, history, dry runs in a fixed number of queries, all outcomes on the ticket."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.route_ticket import route_ticket
from tickets.models import ClockPolicy, RoutingRule, Ticket


def submit(people: World, **more: Any) -> str:
    body = {"category": "LAB-RET", "text": TEXT, **more}
    ref: str = Browser(people.eva).create("/tickets", body).json()["ref"]
    return ref


def add(people: World, **more: Any) -> Any:
    answer = Browser(people.dora).create(
        "/routing-rules", {"name": "试", "lead_unit": people.labour.pk, **more}
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def first(people: World, rule: Any) -> None:
    path = f"/routing-rules/{rule['id']}"
    assert Browser(people.dora).patch(path, {"order": 1}, version=rule["version"]).status_code == 200


def test_every_outcome_of_a_rule_is_on_the_ticket(people: World) -> None:
    policy = ClockPolicy.objects.get(category=None, priority="urgent")
    rule = add(
        people,
        start_at="lead_unit",
        strategy="named",
        person=people.finn.pk,
        co_units=[people.centre.pk],
        set_priority="low",
        policy=policy.pk,
        all_words=["班车", "返岗"],
    )
    first(people, rule)
    ref = submit(people)
    route_ticket(ref=ref, at=timezone.now())
    ticket = Ticket.objects.get(ref=ref)
    assert (ticket.holder_unit, ticket.holder, ticket.priority) == (people.labour, people.finn, "low")
    assert ticket.clocks.get(kind="resolve").budget_seconds == policy.resolve_seconds
    detail = Browser(people.dora).get(f"/tickets/{ref}").json()
    assert [unit["id"] for unit in detail["co_handlers"]] == [people.centre.pk]
    assert Browser(people.eva).get(f"/tickets/{ref}").json()["co_handlers"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"strategy": "named"}, "person"),
        ({"industries": ["ZZ9"]}, "industries"),
        ({"co_units": [999999]}, "co_units"),
        ({"policy": 999999}, "policy"),
        ({"from_on": "2020-03-02", "until_on": "2020-03-02"}, "until_on"),
        ({"kinds": ["nothing"]}, "kinds"),
    ],
)
def test_a_rule_that_could_never_work_is_refused_by_field(
    people: World, body: dict[str, Any], field: str
) -> None:
    answer = Browser(people.dora).create(
        "/routing-rules", {"name": "试", "lead_unit": people.labour.pk, **body}
    )
    assert answer.status_code in (400, 422), answer.content
    assert field in answer.content.decode()


def test_another_order_is_tried_then_kept_and_only_of_all_rules(people: World) -> None:
    route_ticket(ref=submit(people), at=timezone.now())
    rule = add(people, name="全部给部门", start_at="lead_unit", strategy="nobody")
    ids = list(RoutingRule.objects.values_list("pk", flat=True))
    ahead = [rule["id"], *(pk for pk in ids if pk != rule["id"])]
    (line,) = Browser(people.dora).post("/routing-rules/dry_run", {"order": ahead}).json()
    assert line["differs"]
    assert line["would"]["rule"] == "全部给部门"
    assert Browser(people.lena).put("/routing-rules/order", {"rules": ahead}).status_code == 403
    assert Browser(people.dora).put("/routing-rules/order", {"rules": ahead[1:]}).status_code == 412
    kept = Browser(people.dora).put("/routing-rules/order", {"rules": ahead})
    assert [row["id"] for row in kept.json()] == ahead
    assert EventRecord.objects.filter(kind="routing_rules_ordered").count() == 1


def test_the_history_says_who_changed_what(people: World) -> None:
    rule = add(people)
    path = f"/routing-rules/{rule['id']}"
    Browser(people.dora).patch(path, {"words": ["包车"], "name": "改名"}, version=1)
    Browser(people.adam).patch(path, {"active": False}, version=2)
    lines = Browser(people.lena).get(f"{path}/history").json()
    assert [(line["version"], line["change"], line["by"]["name"]) for line in lines] == [
        (3, "off", people.adam.name),
        (2, "edited", people.dora.name),
        (1, "added", people.dora.name),
    ]
    assert lines[1]["changed"] == ["name", "words"]
    assert Browser(people.ada).get(f"{path}/history").status_code == 403
    kinds = EventRecord.objects.filter(kind="routing_rule_changed").values_list("payload__change", flat=True)
    assert list(kinds) == ["added", "edited", "off"]


@pytest.mark.parametrize("tickets", [1, 12])
def test_a_dry_run_costs_the_same_however_many_tickets(
    people: World, tickets: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(tickets):
        route_ticket(ref=submit(people), at=timezone.now())
    body = {"rule": {"name": "试", "lead_unit": people.labour.pk, "start_at": "lead_unit"}, "last": 200}
    browser = Browser(people.dora)
    browser.get("/me")
    with django_assert_max_num_queries(16):
        assert len(browser.post("/routing-rules/dry_run", body).json()) == tickets


def test_another_category_is_routed_anew(people: World, do: Do) -> None:
    ref = submit(people, category="OTH")
    route_ticket(ref=ref, at=timezone.now())
    assert Ticket.objects.get(ref=ref).state == "submitted"
    assert do(people.ada, ref, "categorise", category="LAB-RET").status_code == 403
    assert do(people.dora, ref, "categorise", category="OTH").status_code == 400
    assert do(people.dora, ref, "categorise", category="LAB-RET").status_code == 200
    assert route_ticket(ref=ref, at=timezone.now())
    ticket = Ticket.objects.get(ref=ref)
    assert (ticket.state, ticket.holder, ticket.category_id) == ("assigned", people.ada, "LAB-RET")
    steps = ticket.routing_steps.filter(step="classify").order_by("attempt").values_list("attempt", flat=True)
    assert list(steps) == [1, 2]


def test_twice_not_solved_is_told_above_once(people: World, resolved: str, do: Do) -> None:
    for _ in range(3):
        assert do(people.eva, resolved, "reject", reason="没有解决").status_code == 200
        assert do(people.ada, resolved, "acknowledge").status_code == 200
        body = {"outcome": "solved", "public_reply": "已经安排好了包车。"}
        assert do(people.ada, resolved, "resolve", **body).status_code == 200
    told = EventRecord.objects.get(subject=resolved, kind="ticket_failed_twice")
    assert told.payload["why"] == "redone"
    assert set(told.notify) == {people.dora.pk, people.lena.pk}
    assert told.payload["before"] == told.payload["after"]


def test_a_unit_objects_once_whoever_says_it(people: World, do: Do) -> None:
    ref = submit(people, category="SOC-INS", text="稳岗返还被退件,口径不一致。")
    route_ticket(ref=ref, at=timezone.now())
    assert do(people.finn, ref, "object", reason="不归我们管").status_code == 200
    ruled = {"decision": "refused", "reason": "就是你们"}
    assert do(people.dora, ref, "rule_objection", **ruled).status_code == 200
    verbs = [one["verb"] for one in Browser(people.finn).get(f"/tickets/{ref}").json()["abilities"]]
    assert "object" not in verbs
    assert do(people.finn, ref, "object", reason="还是不归").status_code == 409
