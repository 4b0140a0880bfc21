"""The loop, verb by verb, through the API."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import Do
from tickets.models import Clock, Span, Ticket


def state_of(ref: str) -> str:
    return str(Ticket.objects.values_list("state", flat=True).get(ref=ref))


def test_the_whole_loop_from_submission_to_a_rated_end(people: World, resolved: str, do: Do) -> None:
    answer = do(people.eva, resolved, "confirm", score=5, tags=["fast"], text="解决得很快。")
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "closed"
    assert answer.json()["rating"]["score"] == 5
    kinds = list(EventRecord.objects.filter(subject=resolved).order_by("id").values_list("kind", flat=True))
    assert kinds == [
        "ticket_submitted",
        "ticket_routed",
        "ticket_acknowledged",
        "ticket_resolved",
        "ticket_confirmed",
    ]


def test_events_fold_back_to_the_ticket(people: World, resolved: str, do: Do) -> None:
    do(people.eva, resolved, "reject", reason="车没有来。")
    events = list(EventRecord.objects.filter(subject=resolved).order_by("id"))
    for earlier, later in itertools.pairwise(events):
        assert later.payload["before"] == earlier.payload["after"]
    ticket = Ticket.objects.get(ref=resolved)
    assert events[-1].payload["after"]["state"] == ticket.state == "redo"
    assert events[-1].payload["version"] == ticket.version


def test_only_the_holder_resolves(people: World, handled: str, do: Do) -> None:
    body = {"outcome": "solved", "public_reply": "已经办好了。"}
    assert do(people.dora, handled, "resolve", **body).status_code == 403
    assert do(people.eva, handled, "resolve", **body).status_code == 403
    assert do(people.cleo, handled, "resolve", **body).status_code == 404
    assert do(people.ada, handled, "resolve", **body).status_code == 200


def test_a_verb_in_the_wrong_state_is_409_and_changes_nothing(people: World, routed: str, do: Do) -> None:
    before = Ticket.objects.get(ref=routed)
    answer = do(people.ada, routed, "resolve", outcome="solved", public_reply="还没有签收就想办结。")
    assert answer.status_code == 409
    assert answer.json()["state"] == "assigned"
    assert Ticket.objects.get(ref=routed).version == before.version


def test_a_stale_version_is_412_with_the_present_card(people: World, routed: str) -> None:
    browser = Browser(people.ada)
    version = browser.get(f"/tickets/{routed}").json()["version"]
    assert browser.act(f"/tickets/{routed}/acknowledge", version - 1).status_code == 412
    stale = browser.act(f"/tickets/{routed}/acknowledge", version - 1).json()
    assert stale["current"]["version"] == version


def test_a_missing_version_is_428(people: World, routed: str) -> None:
    assert Browser(people.ada).post(f"/tickets/{routed}/acknowledge").status_code == 428


def test_a_unit_hands_over_to_the_department_behind_the_rule(people: World, handled: str, do: Do) -> None:
    answer = do(people.ada, handled, "hand_over", reason="需要人社局组织包车。").json()
    assert answer["state"] == "assigned"
    assert answer["unit"]["id"] == people.labour.pk
    assert answer["holder"] is None
    assert do(people.finn, handled, "acknowledge").json()["holder"]["id"] == people.finn.pk


def test_asking_the_enterprise_pauses_the_clocks_and_its_answer_starts_them(
    people: World, handled: str, do: Do
) -> None:
    asked = do(people.ada, handled, "ask_info", reason="请补充员工名单。").json()
    assert asked["lamp"] == "grey"
    assert asked["due_at"] is None
    assert {clock["state"] for clock in asked["clocks"] if clock["kind"] == "resolve"} == {"paused"}
    answered = do(people.eva, handled, "supplement", text="名单已附上,共 94 人。").json()
    assert answered["state"] == "handling"
    assert answered["due_at"] is not None
    assert answered["comments"][-1]["kind"] == "supplement"


def test_an_objection_is_ruled_once_and_is_final(people: World, routed: str, do: Do) -> None:
    assert do(people.ada, routed, "object", reason="不属于本组。").status_code == 200
    assert do(people.ada, routed, "acknowledge").status_code == 409
    ruled = do(people.dora, routed, "rule_objection", decision="refused", reason="按属地办理。")
    assert ruled.json()["unit"]["id"] == people.team.pk
    assert do(people.ada, routed, "object", reason="再说一次。").status_code == 409
    assert do(people.ada, routed, "acknowledge").status_code == 200


def test_a_granted_objection_moves_the_ticket_and_turns_it_yellow(people: World, routed: str, do: Do) -> None:
    do(people.ada, routed, "object", reason="不属于本组。")
    ruled = do(
        people.dora, routed, "rule_objection", decision="granted", unit=people.labour.pk, reason="转人社。"
    ).json()
    assert ruled["unit"]["id"] == people.labour.pk
    assert (ruled["returned"], ruled["lamp"]) == (1, "yellow")


def test_more_time_is_granted_once_by_the_coordinator_and_then_by_a_leader(
    people: World, handled: str, do: Do
) -> None:
    for number, decider in enumerate((people.dora, people.lena), 1):
        due = Ticket.objects.get(ref=handled).clocks.get(kind="resolve").due_at
        assert due is not None
        wanted = (due + timedelta(days=3)).isoformat()
        assert (
            do(people.ada, handled, "ask_extension", due_at=wanted, reason="等外地回函。").status_code == 200
        )
        other = people.lena if decider is people.dora else people.dora
        assert do(other, handled, "decide_extension", decision="granted").status_code == 403
        assert do(decider, handled, "decide_extension", decision="granted").status_code == 200
        clock = Clock.objects.get(ticket__ref=handled, kind="resolve")
        assert clock.due_at is not None
        assert clock.due_at > due, number
        assert clock.original_due_at < clock.due_at


def test_the_first_extension_is_at_most_as_long_as_the_promise(people: World, handled: str, do: Do) -> None:
    def ask(more: timedelta) -> Any:
        due = Ticket.objects.get(ref=handled).clocks.get(kind="resolve").due_at
        assert due is not None
        wanted = (due + more).isoformat()
        return do(people.ada, handled, "ask_extension", due_at=wanted, reason="等外地回函。")

    refused = ask(timedelta(days=8))
    assert refused.json()["errors"][0]["field"] == "due_at"
    assert ask(timedelta(days=7)).status_code == 200
    do(people.dora, handled, "decide_extension", decision="granted")
    assert ask(timedelta(days=20)).status_code == 200


def test_a_long_matter_is_put_on_hold_by_a_leader_and_taken_off_again(
    people: World, handled: str, do: Do
) -> None:
    review = (timezone.localdate() + timedelta(days=20)).isoformat()
    assert do(people.dora, handled, "hold", review_on=review, reason="等工程。").status_code == 403
    held = do(people.lena, handled, "hold", review_on=review, reason="等道路工程完工。").json()
    assert (held["state"], held["lamp"]) == ("on_hold", "grey")
    assert do(people.dora, handled, "resume").json()["state"] == "handling"


def test_a_rejected_result_is_redone_with_half_the_time(people: World, resolved: str, do: Do) -> None:
    answer = do(people.eva, resolved, "reject", reason="包车没有来。").json()
    assert (answer["state"], answer["redone"]) == ("redo", 1)
    first, second = Clock.objects.filter(ticket__ref=resolved, kind="resolve").order_by("round")
    assert second.budget_seconds == first.budget_seconds // 2
    assert first.state == "met"


def test_a_closed_ticket_may_be_rated_once_more_and_reopened_within_thirty_days(
    people: World, resolved: str, do: Do
) -> None:
    do(people.eva, resolved, "confirm", score=4)
    assert do(people.eva, resolved, "rate", score=2, text="后来又不行了。").status_code == 200
    assert do(people.eva, resolved, "rate", score=1).status_code == 409
    Ticket.objects.filter(ref=resolved).update(closed_at=timezone.now() - timedelta(days=31))
    assert do(people.eva, resolved, "reopen", reason="又来了。").status_code == 409
    Ticket.objects.filter(ref=resolved).update(closed_at=timezone.now() - timedelta(days=29))
    assert do(people.eva, resolved, "reopen", reason="问题又出现了。").json()["state"] == "redo"


def test_each_end_is_judged_anew(people: World, resolved: str, do: Do) -> None:
    do(people.eva, resolved, "confirm", score=4)
    do(people.eva, resolved, "rate", score=2)
    do(people.eva, resolved, "reopen", reason="又停了两天。")
    do(people.ada, resolved, "acknowledge")
    do(people.ada, resolved, "resolve", outcome="solved", public_reply="这次换了线路。")
    assert do(people.eva, resolved, "confirm", score=5).json()["rating"]["score"] == 5
    assert do(people.eva, resolved, "rate", score=3).json()["rating"]["score"] == 3
    assert do(people.eva, resolved, "rate", score=1).status_code == 409


def test_urging_is_counted_and_throttled(people: World, routed: str, do: Do) -> None:
    assert do(people.eva, routed, "urge", text="很急。").status_code == 200
    assert do(people.eva, routed, "urge").status_code == 429
    assert Ticket.objects.get(ref=routed).urged == 1


def test_the_coordinator_assigns_declines_merges_and_closes(
    people: World, submitted: dict[str, Any], do: Do
) -> None:
    ref = submitted["ref"]
    other = (
        Browser(people.eva).create("/tickets", {"category": "OTH", "text": "同一件事又提交了一次。"}).json()
    )
    merged = do(people.dora, other["ref"], "merge", into=ref, reason="重复提交。")
    assert merged.json()["state"] == "merged"
    assert merged.json()["merged_into"] == ref
    wrong = do(people.dora, ref, "assign", unit=people.labour.pk, person=people.ada.pk)
    assert wrong.json()["errors"][0]["field"] == "person"
    assert (
        do(people.dora, ref, "assign", unit=people.labour.pk, person=people.finn.pk).json()["state"]
        == "assigned"
    )
    declined = (
        Browser(people.eva).create("/tickets", {"category": "OTH", "text": "请帮忙买一张机票。"}).json()
    )
    assert (
        do(people.dora, declined["ref"], "decline", reason="不属于企业服务,请联系航空公司。").status_code
        == 200
    )


def test_an_enterprise_withdraws_with_a_reason(people: World, routed: str, do: Do) -> None:
    assert do(people.eva, routed, "withdraw", reason=" ").status_code == 400
    assert do(people.eva, routed, "withdraw", reason="已经自行解决。").json()["state"] == "withdrawn"
    assert not Clock.objects.filter(ticket__ref=routed, state__in=["running", "paused"]).exists()


def test_spans_tell_without_a_gap_who_had_it(people: World, resolved: str) -> None:
    spans = list(Span.objects.filter(ticket__ref=resolved).order_by("id"))
    assert [span.state for span in spans] == ["submitted", "assigned", "handling", "resolved"]
    for earlier, later in itertools.pairwise(spans):
        assert earlier.ended_at == later.started_at
    assert spans[-1].ended_at is None


@pytest.mark.parametrize(
    "verb", ["decline", "hand_over", "object", "reject", "withdraw", "close", "ask_info"]
)
def test_a_reason_is_a_field_that_must_be_there(people: World, routed: str, verb: str) -> None:
    version = Browser(people.dora).get(f"/tickets/{routed}").json()["version"]
    answer = Browser(people.dora).act(f"/tickets/{routed}/{verb}", version, {})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "reason"
