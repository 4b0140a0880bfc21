"""Every verb of the life cycle, by everybody, on a ticket of each relation: done, refused, or not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from tests.browser import Browser
from tests.people import World
from tests.permissions.conftest import Rows
from tests.permissions.routes import verb_body
from tests.permissions.table import lines
from tests.permissions.world import WHO, undone
from tickets.api.views.verbs import VERBS
from tickets.models import (
    Clock,
    CommonCause,
    Escalation,
    SupervisionNotice,
    Ticket,
    TicketRequest,
)
from tickets.rules.lifecycle import TABLE, Facts, Part, State, may

STANDS: dict[str, dict[str, set[Part]]] = {
    "own": {
        "ada": {Part.HOLDER, Part.GRID},
        "ben": {Part.HOLDER, Part.UNIT_LEAD, Part.GRID},
        "finn": set(),
        "eva": {Part.ENTERPRISE, Part.AUTHOR},
        "dora": {Part.COORDINATOR},
    },
    "team": {
        "ada": {Part.GRID},
        "ben": {Part.HOLDER, Part.UNIT_LEAD, Part.GRID},
        "dora": {Part.COORDINATOR, Part.AUTHOR},
    },
    "other": {"cleo": {Part.HOLDER, Part.GRID}, "dora": {Part.COORDINATOR, Part.AUTHOR}},
}
"""What a person is to the ticket, said here once more, by hand, and not asked of the code that is tested."""
EVERYWHERE: dict[str, set[Part]] = {"lena": {Part.LEADER}, "adam": set()}
FACTS = {
    "rule_objection": Facts(objection_open=True),
    "decide_extension": Facts(extension_open=True),
    "accept_rung": Facts(rung=1, rung_state="raised"),
    "return_rung": Facts(rung=1, rung_state="raised"),
    "rule_rung": Facts(rung=1, rung_state="returned"),
    "answer_notice": Facts(supervised=True),
}
REQUESTS = {"rule_objection": "objection", "decide_extension": "extension"}


def test_the_table_of_verbs_and_the_addresses_are_the_same() -> None:
    """What the service alone does has no address."""
    assert set(VERBS) == {verb for verb, row in TABLE.items() if row.parts != {Part.SYSTEM}}


def stand(ref: str, state: State, people: World, verb: str) -> int:
    """Put the ticket where the verb may begin; answers its version."""
    ended = timezone.now() if state in {State.CLOSED, State.RESOLVED, State.VERIFYING} else None
    rows = Ticket.objects.filter(ref=ref)
    rows.update(
        state=state,
        state_before=State.HANDLING if state in {State.NEED_INFO, State.ON_HOLD} else "",
        outcome="solved" if ended else "",
        resolved_at=ended,
        closed_at=ended if state is State.CLOSED else None,
        tasks_done=F("tasks_total"),
        cause=CommonCause.objects.get() if verb == "leave_cause" else None,
    )
    if state in {State.NEED_INFO, State.ON_HOLD}:
        Clock.objects.filter(ticket__ref=ref).update(state="paused", due_at=None, alarm_at=None)
    climb(rows.get(), verb, people)
    if kind := REQUESTS.get(verb):
        TicketRequest.objects.create(
            ticket=rows.get(),
            kind=kind,
            reason="请考虑。",
            asked_by=people.ada,
            asked_at=timezone.now(),
            proposed_due_at=timezone.now() + timedelta(days=20),
        )
    return int(rows.values_list("version", flat=True)[0])


def climb(ticket: Ticket, verb: str, people: World) -> None:
    """The rung or the notice that the verb is about, as Dora raised or served it by hand."""
    facts, now = FACTS.get(verb, Facts()), timezone.now()
    if facts.rung:
        Ticket.objects.filter(pk=ticket.pk).update(
            rung=facts.rung, rung_state=facts.rung_state, rung_since=now
        )
        Escalation.objects.create(
            ticket=ticket,
            level=facts.rung,
            clock_version=1,
            how="by_hand",
            reason="请出面协调。",
            raised_by=people.dora,
            unit_id=ticket.holder_unit_id,
            due_at=now,
            fired_at=now,
            state=facts.rung_state,
        )
    if facts.supervised:
        Ticket.objects.filter(pk=ticket.pk).update(supervised="blue")
        SupervisionNotice.objects.create(
            ticket=ticket,
            colour="blue",
            unit_id=ticket.holder_unit_id,
            text="请拿出办法。",
            issued_by=people.dora,
            issued_at=now,
        )


def expected(verb: str, who: str, relation: str) -> int:
    """The status that the life cycle, and what the reader may see, call for."""
    sees = {line.relation: line.expected[who] for line in lines() if line.path == "/tickets/<str:ref>"}
    if sees[relation] != 200:
        return sees[relation]
    parts = STANDS[relation].get(who, EVERYWHERE.get(who, set()))
    return 200 if may(verb, parts, FACTS.get(verb, Facts())) else 403


@pytest.mark.parametrize("relation", STANDS)
def test_a_verb_is_done_by_whom_the_life_cycle_names_and_by_nobody_else(
    relation: str, people: World, rows: Rows, browsers: dict[str, Browser]
) -> None:
    wrong: list[Any] = []
    ref = rows[relation]["ref"]
    into = rows["team" if relation == "own" else "own"]["ref"]
    for verb in VERBS:
        row = TABLE[verb]
        state = min(row.sources)
        for who in WHO:
            with undone():
                version = stand(ref, state, people, verb)
                if verb == "merge":
                    same = Ticket.objects.values_list("enterprise_id", flat=True).get(ref=ref)
                    Ticket.objects.filter(ref=into).update(enterprise_id=same)
                body = verb_body(people, verb, row.needs, rows[relation], into)
                answer = browsers[who].act(f"/tickets/{ref}/{verb}", version, body)
                if answer.status_code != expected(verb, who, relation):
                    wrong.append((verb, who, answer.status_code, answer.content.decode()[:300]))
    assert not wrong, "\n".join(map(str, wrong))
