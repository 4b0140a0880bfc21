"""The ladder and supervision on real rows: each rung once, in order, and closed only when the next one accepts."""

from __future__ import annotations

from datetime import datetime, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import EventRecord
from grid.rules.calendar import add
from grid.selectors import zone_calendar
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.let_time_pass import due, let_time_pass
from tickets.actions.route_ticket import route_ticket
from tickets.models import Clock, ClockPolicy, Escalation, Pause, SupervisionNotice, Ticket

DAY = 27000


def promise(ref: str) -> Clock:
    return Clock.objects.filter(ticket__ref=ref, kind="resolve").latest("id")


def after_due(ref: str, seconds: int) -> datetime:
    """So much working time after the promise was broken."""
    due = promise(ref).due_at
    assert due is not None
    return add(zone_calendar(), due, seconds)


def kinds(ref: str) -> list[str]:
    return list(EventRecord.objects.filter(subject=ref).order_by("id").values_list("kind", flat=True))


def test_a_broken_promise_goes_up_rung_by_rung_and_each_fires_once(people: World, handled: str) -> None:
    levels = []
    for seconds in (0, DAY - 60, DAY, 2 * DAY, 4 * DAY, 9 * DAY):
        at = after_due(handled, seconds)
        let_time_pass(at=at)
        let_time_pass(at=at)
        levels.append(Ticket.objects.get(ref=handled).rung)
    assert levels == [1, 1, 2, 3, 4, 4]
    rows = Escalation.objects.filter(ticket__ref=handled).order_by("level")
    assert [row.level for row in rows] == [1, 2, 3, 4]
    assert all(row.fired_at >= row.due_at for row in rows)


def test_the_departments_rung_hands_over_to_the_lead_unit(people: World, handled: str) -> None:
    let_time_pass(at=after_due(handled, DAY))
    ticket = Ticket.objects.get(ref=handled)
    assert (ticket.holder_unit_id, ticket.state, ticket.rung) == (people.labour.pk, "assigned", 2)
    assert kinds(handled)[-3:] == ["rung_raised", "rung_raised", "ticket_handed_over"]


def test_after_an_outage_everything_due_runs_in_order_and_says_how_late(people: World, handled: str) -> None:
    at = after_due(handled, 3 * DAY)
    let_time_pass(at=at)
    rows = list(Escalation.objects.filter(ticket__ref=handled).order_by("id"))
    assert [row.level for row in rows] == [1, 2, 3]
    assert [row.due_at for row in rows] == [after_due(handled, n * DAY) for n in (0, 1, 2)]
    assert all(row.late_seconds == int((at - row.due_at).total_seconds()) for row in rows)


def test_nothing_fires_early_and_versions_are_dense(people: World, handled: str) -> None:
    let_time_pass(at=after_due(handled, 0) - timedelta(seconds=1))
    assert not Escalation.objects.exists()
    let_time_pass(at=after_due(handled, 5 * DAY))
    versions = [one.payload["version"] for one in EventRecord.objects.filter(subject=handled).order_by("id")]
    assert versions == list(range(1, len(versions) + 1))


def test_a_rung_is_closed_only_when_the_next_accepts(people: World, handled: str, do: Do) -> None:
    do(people.ada, handled, "escalate", reason="本级协调不动。")
    assert do(people.ada, handled, "accept_rung").status_code == 403
    accepted = do(people.ben, handled, "accept_rung").json()
    assert (accepted["rung"], accepted["rung_state"]) == (1, "accepted")
    do(people.ben, handled, "escalate", reason="需要部门出面。")
    assert Escalation.objects.get(level=1).state == "accepted"
    do(people.ben, handled, "accept_rung")
    assert Escalation.objects.get(level=1).state == "ended"


def test_a_rung_is_returned_once_and_ruled_on(people: World, handled: str, do: Do) -> None:
    do(people.ada, handled, "escalate", reason="本级协调不动。")
    assert do(people.ben, handled, "return_rung", reason="可以自行解决。").json()["rung_state"] == "returned"
    assert do(people.ben, handled, "accept_rung").status_code == 409
    ruled = do(people.dora, handled, "rule_rung", decision="refused", reason="请接办。").json()
    assert ruled["rung_state"] == "final"
    assert do(people.ben, handled, "return_rung", reason="再退一次。").status_code == 409
    assert do(people.ben, handled, "accept_rung").json()["rung_state"] == "accepted"


def test_a_return_that_is_granted_steps_down_and_is_not_fired_again(
    people: World, handled: str, do: Do
) -> None:
    do(people.ada, handled, "escalate", reason="本级协调不动。")
    do(people.ben, handled, "return_rung", reason="可以自行解决。")
    ruled = do(people.dora, handled, "rule_rung", decision="granted", reason="先由干部继续。").json()
    assert (ruled["rung"], ruled["rung_state"]) == (0, "")
    let_time_pass(at=after_due(handled, 0))
    assert Ticket.objects.get(ref=handled).rung == 0
    let_time_pass(at=after_due(handled, DAY))
    assert Ticket.objects.get(ref=handled).rung == 2


def test_an_enterprise_escalates_once_its_promise_is_broken(people: World, handled: str, do: Do) -> None:
    assert do(people.eva, handled, "escalate", reason="一直没有结果。").status_code == 403
    with time_machine.travel(after_due(handled, 60)):
        answer = do(people.eva, handled, "escalate", reason="一直没有结果。")
    assert answer.status_code == 200
    assert (answer.json()["rung"], answer.json()["supervised"]) == (0, "")
    assert Escalation.objects.get().how == "by_enterprise"


def test_resolving_late_is_late_and_steps_down(people: World, handled: str, do: Do) -> None:
    let_time_pass(at=after_due(handled, 0))
    clock = promise(handled)
    Clock.objects.filter(pk=clock.pk).update(
        running_since=clock.running_since and clock.running_since - timedelta(days=60),
        due_at=timezone.now() - timedelta(hours=1),
    )
    do(people.ada, handled, "resolve", outcome="solved", public_reply="终于办好了。")
    met, ticket = promise(handled), Ticket.objects.get(ref=handled)
    assert met.state == "missed"
    assert met.late_seconds > 0
    assert (ticket.rung, ticket.rung_state, ticket.supervised) == (0, "", "")
    assert not Clock.objects.filter(ticket=ticket, state="running").exists()
    assert set(SupervisionNotice.objects.values_list("state", flat=True)) == {"closed"}


def test_a_redo_comes_back_one_rung_up(people: World, resolved: str, do: Do) -> None:
    answer = do(people.eva, resolved, "reject", reason="包车没有来。").json()
    assert answer["state"] == "redo"
    assert Ticket.objects.get(ref=resolved).rung == 1
    assert Escalation.objects.get().how == "redo"


def test_a_wait_for_the_enterprise_ends_by_itself(people: World, handled: str, do: Do) -> None:
    do(people.ada, handled, "ask_info", reason="请补充人员名单。")
    pause = Pause.objects.get(ended_at=None)
    assert pause.limit_at is not None
    let_time_pass(at=pause.limit_at - timedelta(seconds=1))
    assert Ticket.objects.get(ref=handled).state == "need_info"
    let_time_pass(at=pause.limit_at)
    assert Ticket.objects.get(ref=handled).state == "handling"
    assert kinds(handled)[-1] == "wait_over"
    assert Pause.objects.get(pk=pause.pk).ended_by_itself


def test_a_matter_on_hold_comes_back_on_its_day_and_owes_stage_replies(
    people: World, handled: str, do: Do
) -> None:
    review = timezone.localdate() + timedelta(days=30)
    do(people.lena, handled, "hold", review_on=review.isoformat(), reason="等道路完工。")
    stage = Clock.objects.get(ticket__ref=handled, kind="stage")
    assert stage.due_at is not None
    let_time_pass(at=stage.due_at)
    assert kinds(handled)[-1] == "duty_missed"
    assert Ticket.objects.get(ref=handled).lamp == "grey"
    pause = Pause.objects.get(ended_at=None)
    assert pause.limit_at is not None
    let_time_pass(at=pause.limit_at)
    assert Ticket.objects.get(ref=handled).state == "handling"


def test_a_supervised_notice_is_answered_or_its_silence_is_told(people: World, handled: str, do: Do) -> None:
    assert do(people.ada, handled, "supervise", colour="red", text="请办。").status_code == 403
    served = do(people.dora, handled, "supervise", colour="yellow", text="请拿出办法。").json()
    assert served["supervised"] == "yellow"
    assert do(people.dora, handled, "supervise", colour="yellow", text="再办。").status_code == 409
    due = Clock.objects.get(ticket__ref=handled, kind="notice").due_at
    assert due is not None
    let_time_pass(at=due)
    assert "duty_missed" in kinds(handled)
    answered = do(people.ada, handled, "answer_notice", text="已安排专人。").json()
    assert answered["supervised"] == ""
    assert answered["notices"][0]["state"] == "answered"


def test_an_objection_is_ruled_on_the_same_day_or_the_silence_is_told(
    people: World, routed: str, do: Do
) -> None:
    assert do(people.ada, routed, "object", reason="不归我们管。").status_code == 200
    owed = Clock.objects.get(ticket__ref=routed, kind="ruling")
    assert owed.due_at is not None
    assert owed.due_at <= add(zone_calendar(), owed.started_at, zone_calendar().day_seconds())
    assert "ruling" not in [
        row["kind"] for row in Browser(people.eva).get(f"/tickets/{routed}").json()["clocks"]
    ]
    let_time_pass(at=owed.due_at)
    missed = EventRecord.objects.get(kind="duty_missed", subject=routed, payload__duty="ruling")
    assert people.dora.pk in missed.notify
    assert (
        do(people.dora, routed, "rule_objection", decision="refused", reason="属于你们。").status_code == 200
    )
    assert not Clock.objects.filter(ticket__ref=routed, kind="ruling", state="running").exists()


def test_urging_again_says_when_it_is_possible(people: World, routed: str, do: Do) -> None:
    do(people.eva, routed, "urge")
    refused = do(people.eva, routed, "urge")
    assert refused.status_code == 429
    assert datetime.fromisoformat(refused.json()["possible_at"]) > timezone.now()
    assert do(people.dora, routed, "urge").status_code == 200


def test_a_note_moves_no_clock(people: World, handled: str) -> None:
    before = list(Clock.objects.filter(ticket__ref=handled).order_by("id").values())
    Browser(people.ada).create(f"/tickets/{handled}/comments", {"kind": "internal", "text": "内部记录。"})
    assert list(Clock.objects.filter(ticket__ref=handled).order_by("id").values()) == before


def test_a_changed_policy_moves_running_promises_only_when_told(people: World, handled: str) -> None:
    old = promise(handled)
    policy = ClockPolicy.objects.get(pk=old.policy_id or 0)
    dora = Browser(people.dora)
    changed = dora.patch(
        f"/clock-policies/{policy.pk}", {"version": policy.version, "resolve_days": 2}
    ).json()
    assert promise(handled).due_at == old.due_at
    count = dora.get(f"/clock-policies/{changed['id']}/move").json()["promises"]
    assert dora.post(f"/clock-policies/{changed['id']}/move", {}).json()["promises"] == count > 0
    new = promise(handled)
    assert new.due_at is not None
    assert old.due_at is not None
    assert new.due_at < old.due_at
    assert new.version == old.version + 1
    assert "promise_moved" in kinds(handled)


def test_a_sweep_makes_as_many_queries_for_many_tickets_as_for_few(people: World) -> None:
    assert queries_for(people, 12) <= queries_for(people, 5)


def test_a_look_walks_the_index_of_clocks_that_will_ring(people: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = due(timezone.now()).explain()
    assert "Index Scan using clock_alarm" in plan
    assert "Sort" not in plan


def queries_for(people: World, count: int) -> int:
    """How many queries bring so many tickets two rungs up."""
    refs = []
    for _ in range(count):
        made = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
        route_ticket(ref=made["ref"], at=timezone.now())
        refs.append(made["ref"])
    at = after_due(refs[-1], DAY)
    let_time_pass(at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        let_time_pass(at=at)
    assert Escalation.objects.filter(ticket__ref__in=refs).count() == 2 * count
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])
