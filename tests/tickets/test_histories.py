"""Random histories on real PostgreSQL: whatever people, time and crashes do, the rows fold back to the same ticket.

`HISTORIES=2000 pytest tests/tickets/test_histories.py` runs so many instead of a few.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accounts.models import User
from core.models import EventRecord
from core.refusals import Refusal
from grid.rules.calendar import add, between
from grid.selectors import scope_for, zone_calendar
from tests.conftest import load_reference
from tests.people import World, build_world
from tickets.actions import let_time_pass as sweep
from tickets.actions.change_policy import change_policy, move_promises
from tickets.actions.open_ticket import open_ticket
from tickets.actions.route_ticket import route_ticket
from tickets.api.views.verbs import VERBS
from tickets.models import PROMISES, Clock, ClockPolicy, Escalation, Pause, Span, Ticket
from tickets.rules import ladder
from tickets.rules.lifecycle import State, allowed
from tickets.rules.sla import Reading
from tickets.selectors.cards import CARD, place_of
from tickets.selectors.parts import facts_of, parts_of, with_parts
from tickets.selectors.promises import rungs_of

BEGINS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NAMES = ("ada", "ben", "dora", "eva", "finn", "lena")
FAIL_POINTS = ("insert_rows", "publish_many", "update_rows")


class Crash(Exception):
    """What a fail point raises inside the transaction."""


class Histories(RuleBasedStateMachine):
    """Two tickets of one enterprise, everybody who may touch them, and a clock that only jumps forward."""

    people: World
    now: datetime

    @initialize()
    def begin(self) -> None:
        self._outer = transaction.atomic()
        self._outer.__enter__()
        load_reference()
        self.people, self.now = build_world(), BEGINS
        self.refs: list[str] = []
        for _ in range(2):
            self.open()

    def open(self) -> None:
        import uuid

        ticket = open_ticket(
            uuid=uuid.uuid4(), actor=self.people.eva, at=self.now, category="LAB-RET", text="员工返岗包车。"
        )
        route_ticket(ref=ticket.ref, at=self.now)
        self.refs.append(ticket.ref)

    @rule(hours=st.integers(1, 60), which=st.sampled_from(FAIL_POINTS), crashes=st.booleans())
    def time_jumps(self, hours: int, which: str, crashes: bool) -> None:
        self.now = add(zone_calendar(), self.now, hours * 3600)
        if crashes:
            self._crash_in(which)
        sweep.let_time_pass(at=self.now)

    @rule(number=st.integers(0, 1), who=st.sampled_from(NAMES), pick=st.integers(0, 40))
    def somebody_acts(self, number: int, who: str, pick: int) -> None:
        self.now += timedelta(seconds=61)
        actor, ref = getattr(self.people, who), self.refs[number]
        ticket = (
            with_parts(Ticket.objects.visible_to(scope_for(actor)), scope_for(actor)).filter(ref=ref).first()
        )
        if ticket is None:
            return
        rows = allowed(State(ticket.state), parts_of(ticket, scope_for(actor)), facts_of(ticket, self.now))
        verbs = [row.verb for row in rows if row.verb in VERBS]
        if verbs:
            self._do(verbs[pick % len(verbs)], ref, actor, ticket)

    @rule(days=st.integers(1, 20))
    def the_policy_changes(self, days: int) -> None:
        self.now += timedelta(seconds=5)
        policy = ClockPolicy.objects.get(category=None, priority="", tier="", active=True)
        changed = change_policy(
            pk=policy.pk, actor=self.people.dora, at=self.now, version=policy.version, resolve_days=days
        )
        move_promises(pk=changed.pk, actor=self.people.dora, at=self.now)

    @invariant()
    def events_fold_back_to_the_ticket(self) -> None:
        for ref in getattr(self, "refs", ()):
            ticket = Ticket.objects.get(ref=ref)
            events = list(EventRecord.objects.filter(subject=ref).order_by("id"))
            for earlier, later in pairwise(events):
                assert later.payload["before"] == earlier.payload["after"], (earlier.kind, later.kind)
                assert later.payload["version"] == earlier.payload["version"] + 1, (earlier.kind, later.kind)
            assert events[-1].payload["after"] == place_of(ticket)
            card = Ticket.objects.filter(ref=ref).values_list(CARD, flat=True).get()
            assert _plain(events[-1].payload["card"]) == _plain(card)

    @invariant()
    def nothing_fires_early_or_twice(self) -> None:
        rows = list(Escalation.objects.values_list("ticket", "level", "clock_version"))
        assert len(rows) == len(set(rows))
        for row in Escalation.objects.filter(how="automatic"):
            assert row.fired_at >= row.due_at

    @invariant()
    def the_alarm_is_the_next_change(self) -> None:
        for clock in Clock.objects.filter(state__in=("running", "paused")):
            assert clock.alarm_at == _alarm(clock), (clock.kind, clock.state, clock.lamp)

    @invariant()
    def what_a_promise_used_is_what_ran(self) -> None:
        calendar = zone_calendar()
        for clock in Clock.objects.filter(kind__in=PROMISES, stopped_at=None):
            until = clock.running_since or Pause.objects.get(ticket=clock.ticket_id, ended_at=None).started_at
            rests = Pause.objects.filter(ticket=clock.ticket_id, started_at__gte=clock.started_at)
            rested = sum(between(calendar, rest.started_at, rest.ended_at) for rest in rests if rest.ended_at)
            assert abs(between(calendar, clock.started_at, until) - rested - clock.used_seconds) <= len(rests)

    @invariant()
    def stretches_have_no_gap(self) -> None:
        for ref in getattr(self, "refs", ()):
            spans = list(Span.objects.filter(ticket__ref=ref).order_by("id"))
            assert all(earlier.ended_at == later.started_at for earlier, later in pairwise(spans))

    def teardown(self) -> None:
        if hasattr(self, "_outer"):
            transaction.set_rollback(True)
            self._outer.__exit__(None, None, None)

    def _crash_in(self, which: str) -> None:
        from tickets.actions import _batch

        real = getattr(_batch, which)

        def fail(*args: Any) -> None:
            raise Crash(which)

        setattr(_batch, which, fail)
        try:
            with transaction.atomic():
                sweep.let_time_pass(at=self.now)
        except Crash:
            pass
        finally:
            setattr(_batch, which, real)

    def _do(self, verb: str, ref: str, actor: User, ticket: Ticket) -> None:
        body = _body(verb, self.people, ticket, self.now, self.refs)
        try:
            with transaction.atomic():
                VERBS[verb][1](ref=ref, actor=actor, at=self.now, version=ticket.version, **body)
        except Refusal:
            pass


def _body(verb: str, people: World, ticket: Ticket, now: datetime, refs: list[str]) -> dict[str, Any]:
    other = people.labour if ticket.holder_unit_id != people.labour.pk else people.team
    due = ticket.due_at or now
    bodies: dict[str, dict[str, Any]] = {
        "assign": {"unit": ticket.holder_unit_id or people.labour.pk},
        "hand_over": {"reason": "请接手办理。", "unit": other.pk},
        "rule_objection": {"decision": "granted", "unit": other.pk, "reason": "改由该单位。"},
        "rule_rung": {"decision": "granted" if now.second % 2 else "refused", "reason": "裁定如此。"},
        "decide_extension": {"decision": "granted"},
        "ask_extension": {"due_at": due + timedelta(days=3), "reason": "等外地回函。"},
        "hold": {"review_on": (now + timedelta(days=20)).date(), "reason": "等道路完工。"},
        "resolve": {"outcome": "solved", "public_reply": "两辆包车明早出发。"},
        "record_contact": {"how": "phone", "text": "已电话联系。"},
        "supplement": {"text": "补充名单。"},
        "supervise": {"colour": ("blue", "yellow", "red")[now.second % 3], "text": "请拿出办法。"},
        "answer_notice": {"text": "已安排专人。"},
        "confirm": {"score": 4},
        "rate": {"score": 3},
        "categorise": {"category": "LOG-EXP" if ticket.category_id != "LOG-EXP" else "LAB-RET"},
        "give_subtask": {"unit": other.pk, "text": "请落实两辆包车。"},
        "join_cause": {"cause": "GX-none"},
        "merge": {"into": next(ref for ref in refs if ref != ticket.ref), "reason": "同一件事。"},
    }
    plain = {"accept", "acknowledge", "start_callback", "accept_rung", "urge", "resume"}
    return bodies.get(verb, {} if verb in plain else {"reason": "写明原因。"})


def _alarm(clock: Clock) -> datetime | None:
    """The next lamp, the next rung, or the end of the rest, as the rules say."""
    if clock.state == "paused":
        return Pause.objects.get(ticket=clock.ticket_id, ended_at=None).limit_at
    from tickets.rules import sla

    reading = Reading(budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since)
    calendar, promise = zone_calendar(), clock.kind in PROMISES
    returned = promise and clock.ticket.returned > 0
    shown = sla.Lamp(clock.lamp)
    moment = clock.due_at if clock.due_at and shown is sla.Lamp.RED else clock.running_since
    assert moment is not None
    candidates = [moment]
    for _ in range(4):
        face = sla.face(calendar, reading, candidates[-1], returned=returned, warns=promise)
        if face.lamp is shown or face.alarm_at is None:
            break
        candidates.append(face.alarm_at)
    rungs = rungs_of(clock.ladder_id)
    rung = ladder.next_rung(rungs, clock.rung)
    due = rung and ladder.due_of(calendar, rungs, reading, rung.level)
    return min((one for one in (face.alarm_at, due) if one), default=None)


def _plain(card: dict[str, Any]) -> dict[str, Any]:
    """Moments compared as moments: the database and Python write fractions of a second differently."""
    moments = {"due_at", "submitted_at", "updated_at", "rung_since"}
    return {
        key: datetime.fromisoformat(value) if key in moments and value else value
        for key, value in card.items()
    }


class TestHistories(TransactionTestCase):
    """Each history in a transaction of its own that is rolled back."""

    @pytest.mark.django_db(transaction=True)
    def test_whatever_happens_the_rows_fold_back(self) -> None:
        from hypothesis.stateful import run_state_machine_as_test

        many = int(os.environ.get("HISTORIES", "6"))
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=many,
                stateful_step_count=30,
                deadline=None,
                derandomize="HISTORIES" not in os.environ,
                suppress_health_check=list(HealthCheck),
            ),
        )
