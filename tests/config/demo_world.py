"""What must hold in a demo world as in any other: checks that read only what is in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Count

from core.models import EventRecord, Feed
from enterprises.models import Enterprise, Kind
from grid.rules.calendar import Calendar, between
from tickets.models import PROMISES, BoardCounter, Clock, ClockState, Pause, Span, Ticket
from tickets.rules import ladder, sla
from tickets.rules.lifecycle import TABLE, Same, State
from tickets.rules.sla import Lamp, Reading
from tickets.selectors.cards import CARD, place_of
from tickets.selectors.promises import rungs_of

VERBS = {
    "ticket_routed": "assign",
    "ticket_accepted": "accept",
    "ticket_declined": "decline",
    "info_asked": "ask_info",
    "info_supplied": "supplement",
    "ticket_assigned": "assign",
    "ticket_acknowledged": "acknowledge",
    "objection_raised": "object",
    "objection_ruled": "rule_objection",
    "ticket_handed_over": "hand_over",
    "contact_recorded": "record_contact",
    "extension_asked": "ask_extension",
    "extension_decided": "decide_extension",
    "ticket_held": "hold",
    "ticket_resumed": "resume",
    "ticket_resolved": "resolve",
    "callback_started": "start_callback",
    "ticket_confirmed": "confirm",
    "ticket_rejected": "reject",
    "ticket_rated": "rate",
    "ticket_closed": "close",
    "ticket_reopened": "reopen",
    "ticket_withdrawn": "withdraw",
    "ticket_merged": "merge",
    "ticket_urged": "urge",
    "rung_accepted": "accept_rung",
    "rung_returned": "return_rung",
    "rung_ruled": "rule_rung",
    "notice_issued": "supervise",
    "notice_answered": "answer_notice",
    "wait_over": "wait_over",
    "subtask_given": "give_subtask",
    "cause_joined": "join_cause",
}
NO_VERBS = {
    "ticket_submitted",
    "routing_found_no_rule",
    "comment_added",
    "note_added",
    "attachment_added",
    "lamp_changed",
    "ticket_overdue",
    "rung_raised",
    "duty_missed",
    "agenda_entered",
    "meeting_decided",
    "subtask_accepted",
    "subtask_returned",
    "subtask_finished",
    "subtask_sent_back",
    "subtask_cancelled",
    "subtask_lamp_changed",
}


def check_feed(at: datetime) -> None:
    """Numbers without a gap in the order of time, and nothing in the future."""
    events = list(EventRecord.objects.exclude(seq=None).order_by("seq").values_list("seq", "at", "id"))
    assert [seq for seq, _, _ in events] == list(range(1, len(events) + 1))
    assert Feed.objects.get(id=1).head == len(events)
    demo = [(moment, key) for _, moment, key in events if moment <= at]
    assert len(demo) == len(events), "something happened after the present moment"
    assert demo == sorted(demo)


def check_ticket_folds() -> None:
    """Each ticket is what its events say: places chain, moves are legal, the last card is the row."""
    cards = dict(Ticket.objects.values_list("ref", CARD))
    by_ref: dict[str, list[EventRecord]] = defaultdict(list)
    for event in EventRecord.objects.filter(subject__in=cards).order_by("seq", "id"):
        by_ref[event.subject].append(event)
    for ticket in Ticket.objects.all():
        events = by_ref[ticket.ref]
        assert events[0].kind == "ticket_submitted"
        assert events[0].payload["before"] is None
        assert events[-1].payload["card"] == cards[ticket.ref]
        assert events[-1].payload["after"] == place_of(ticket)
        for earlier, later in pairwise(events):
            assert later.payload["before"] == earlier.payload["after"], (ticket.ref, later.kind)
            assert later.payload["version"] - earlier.payload["version"] in (0, 1)
        for event in events:
            _check_move(event)


def _check_move(event: EventRecord) -> None:
    before, after = event.payload["before"], event.payload["after"]
    assert event.payload["card"]["state"] == after["state"]
    if event.kind in NO_VERBS or (
        event.kind == "ticket_resolved"
        and event.payload["card"]["on_the_spot"]
        and event.payload["version"] == 1
    ):
        assert before is None or before["state"] == after["state"]
        return
    row = TABLE[VERBS[event.kind]]
    assert State(before["state"]) in row.sources, (event.subject, event.kind)
    if row.target is Same.STAY:
        assert after["state"] == before["state"]
    elif row.target is not Same.RETURN:
        assert after["state"] == row.target


def check_spans(calendar: Calendar) -> None:
    """One stretch follows the other without a gap; the last one is open and is the ticket."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.order_by("id"):
        spans[span.ticket_id].append(span)
    for ticket in Ticket.objects.all():
        mine = spans[ticket.pk]
        assert mine[0].started_at == ticket.submitted_at
        for span, following in pairwise(mine):
            assert span.ended_at is not None
            assert span.ended_at == following.started_at
            assert span.working_seconds == between(calendar, span.started_at, span.ended_at)
        last = mine[-1]
        assert last.ended_at is None
        assert (last.state, last.unit_id, last.holder_id) == (
            ticket.state,
            ticket.holder_unit_id,
            ticket.holder_id,
        )


def check_clocks(calendar: Calendar, at: datetime) -> None:
    """Every living clock shows what the rules say at the present; every dead one was judged rightly."""
    clocks: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.order_by("id"):
        clocks[clock.ticket_id].append(clock)
    for ticket in Ticket.objects.all():
        faces = []
        for clock in clocks[ticket.pk]:
            if clock.state in (ClockState.RUNNING, ClockState.PAUSED):
                face = face_of(calendar, clock, ticket, at)
                assert (clock.due_at, clock.lamp) == (face.due_at, face.lamp)
                assert clock.alarm_at == alarm_of(calendar, clock, face)
                assert clock.alarm_at is None or clock.alarm_at > at
                if clock.kind in PROMISES:
                    faces.append(face)
            else:
                assert clock.stopped_at is not None
                late = clock.used_seconds > clock.budget_seconds or (
                    clock.due_at is not None and clock.stopped_at > clock.due_at
                )
                assert (clock.state == ClockState.MISSED) == late
                assert clock.lamp == (Lamp.RED if late else Lamp.NONE)
        shown = sla.most_pressing(faces)
        assert (ticket.lamp, ticket.due_at) == (shown.lamp, shown.due_at)


def face_of(calendar: Calendar, clock: Clock, ticket: Ticket, at: datetime) -> sla.Face:
    """What the rules say that a living clock shows."""
    promise = clock.kind in PROMISES
    returned = promise and ticket.returned > 0
    return sla.face(calendar, reading_of(clock), at, returned=returned, warns=promise)


def alarm_of(calendar: Calendar, clock: Clock, face: sla.Face) -> datetime | None:
    """The next lamp, the next rung, or the end of the rest."""
    if clock.state == ClockState.PAUSED:
        return Pause.objects.get(ticket_id=clock.ticket_id, ended_at=None).limit_at
    rungs = rungs_of(clock.ladder_id)
    rung = ladder.next_rung(rungs, clock.rung)
    due = rung and ladder.due_of(calendar, rungs, reading_of(clock), rung.level)
    return min((moment for moment in (face.alarm_at, due) if moment), default=None)


def reading_of(clock: Clock) -> Reading:
    return Reading(budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since)


def check_counters() -> None:
    """The kept counts are the tickets, and are what the relay would have folded from the events."""
    kept = _kept()
    rows = (
        Ticket.objects.order_by()
        .values_list("holder_unit_id", "category_id", "state", "lamp")
        .annotate(n=Count("id"))
    )
    assert kept == {(unit or 0, category, state, lamp): n for unit, category, state, lamp, n in rows}
    folded: Counter[Any] = Counter()
    for payload in EventRecord.objects.filter(payload__has_key="after").values_list("payload", flat=True):
        for place, step in ((payload["before"], -1), (payload["after"], 1)):
            if place is not None:
                folded[place["unit"], place["category"], place["state"], place["lamp"]] += step
    assert kept == {key: count for key, count in folded.items() if count}


def _kept() -> dict[Any, int]:
    rows = BoardCounter.objects.exclude(count=0)
    return {(row.unit_id, row.category, row.state, row.lamp): row.count for row in rows}


def check_register() -> None:
    """Nine of ten restarted; the latest report is the latest; one primary cadre and one team each."""
    above = Enterprise.objects.filter(kind=Kind.ABOVE_SCALE)
    back = above.filter(latest_report__state__in=["resumed", "full"]).count()
    assert round(100 * back / above.count()) == 90
    for enterprise in Enterprise.objects.select_related("latest_report"):
        newest = enterprise.reports.order_by("-reported_on", "-id").first()
        assert enterprise.latest_report == newest
