"""Each ticket's history: nothing lost, nothing doubled, nothing that nobody sent, every transition legal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.survival.evidence import Evidence, Violation
from core.models import EventRecord
from grid.models import Visit
from tickets.models import Comment, CommonCause, Ticket
from tickets.rules.lifecycle import TABLE, Part, State, target

KINDS = {
    "accept": "ticket_accepted",
    "decline": "ticket_declined",
    "ask_info": "info_asked",
    "supplement": "info_supplied",
    "assign": "ticket_assigned",
    "acknowledge": "ticket_acknowledged",
    "object": "objection_raised",
    "rule_objection": "objection_ruled",
    "hand_over": "ticket_handed_over",
    "record_contact": "contact_recorded",
    "ask_extension": "extension_asked",
    "decide_extension": "extension_decided",
    "hold": "ticket_held",
    "resume": "ticket_resumed",
    "resolve": "ticket_resolved",
    "start_callback": "callback_started",
    "confirm": "ticket_confirmed",
    "reject": "ticket_rejected",
    "rate": "ticket_rated",
    "close": "ticket_closed",
    "reopen": "ticket_reopened",
    "withdraw": "ticket_withdrawn",
    "merge": "ticket_merged",
    "urge": "ticket_urged",
    "categorise": "ticket_categorised",
    "give_out": "ticket_given_out",
    "give_subtask": "subtask_given",
    "join_cause": "cause_joined",
    "leave_cause": "cause_left",
    "escalate": "rung_raised",
    "accept_rung": "rung_accepted",
    "return_rung": "rung_returned",
    "rule_rung": "rung_ruled",
    "supervise": "notice_issued",
    "answer_notice": "notice_answered",
    "wait_over": "wait_over",
}
"""A common answer is told ticket by ticket as `ticket_resolved`; no client of the trial gives one."""
BY_TIME = frozenset({"rung_raised", "notice_issued"})
"""What people do by a verb, and time does by itself."""
VERBS = {kind: verb for verb, kind in KINDS.items()} | {"ticket_routed": "assign"}
ROLES: dict[Part, frozenset[str]] = {
    Part.ENTERPRISE: frozenset({"contact"}),
    Part.AUTHOR: frozenset({"contact", "cadre", "team_leader", "coordinator"}),
    Part.GRID: frozenset({"cadre", "team_leader"}),
    Part.HOLDER: frozenset({"cadre", "team_leader", "officer", "coordinator"}),
    Part.UNIT_LEAD: frozenset({"team_leader", "officer", "coordinator"}),
    Part.COORDINATOR: frozenset({"coordinator"}),
    Part.LEADER: frozenset({"leader"}),
    Part.SYSTEM: frozenset({""}),
}


def acknowledged_is_kept(found: Evidence) -> Iterator[Violation]:
    """I1: every acknowledged ticket, visit, comment and verb is there, exactly once."""
    comments = set(map(str, Comment.objects.values_list("uuid", flat=True)))
    visits = set(map(str, Visit.objects.values_list("uuid", flat=True)))
    causes = set(map(str, CommonCause.objects.values_list("uuid", flat=True)))
    tickets = {str(ticket.uuid): ticket for ticket in found.tickets.values()}
    for key, sent in found.creates.items():
        if sent.get("status") != 201:
            continue
        ref, there = str(sent.get("ref")), {**tickets, **dict.fromkeys(visits | comments | causes)}
        if key not in there:
            yield Violation(
                rule="I1 lost", subject=ref, text=f"{sent['path']} {key} was acknowledged and is gone"
            )
        elif sent["path"] == "/tickets" and tickets[key].ref != ref:
            yield Violation(rule="I1 renamed", subject=ref, text=f"is now {tickets[key].ref}")
    for (ref, verb, seen), sent in found.verbs.items():
        same = [e for e in _of(found, ref, KINDS[verb]) if e.payload["version"] == seen + 1]
        if sent.get("status") == 200 and len(same) != 1:
            text = f"{verb} on v{seen} was acknowledged and is recorded {len(same)} times"
            yield Violation(rule="I1 verb", subject=ref, text=text)


def nothing_nobody_sent(found: Evidence) -> Iterator[Violation]:
    """I2: every row and every event of a person was asked for by a client."""
    for ticket in found.created():
        if str(ticket.uuid) not in found.creates:
            yield Violation(rule="I2 ticket", subject=ticket.ref, text="nobody sent it")
    for uuid in Visit.objects.filter(pk__gt=found.mark.visit).values_list("uuid", flat=True):
        if str(uuid) not in found.creates:
            yield Violation(rule="I2 visit", subject="", text=f"nobody sent {uuid}")
    yield from _comments_nobody_sent(found)
    for ref, events in found.events.items():
        for event in events:
            verb = VERBS.get(event.kind)
            if verb and event.pk > found.mark.event and event.actor_id and not _follows(event, events):
                sent = found.verbs.get((ref, verb, event.payload["version"] - 1))
                if sent is None or sent["by"] != event.actor_id:
                    yield Violation(rule="I2 verb", subject=ref, text=f"nobody sent {verb}: event {event.pk}")


def _follows(event: EventRecord, events: Sequence[EventRecord]) -> bool:
    """Whether it came with another: solved on the spot, or a part that a rule asks for with the acknowledgement."""
    if event.kind != "subtask_given":
        return _on_the_spot(event)
    return any(
        e.kind == "ticket_acknowledged" and (e.at, e.actor_id) == (event.at, event.actor_id) for e in events
    )


def _comments_nobody_sent(found: Evidence) -> Iterator[Violation]:
    """A comment was sent under its key, or written by a supplement: of those there are as many as events."""
    rows = Comment.objects.filter(pk__gt=found.mark.comment).values_list("uuid", "ticket__ref")
    unsent = Counter(ref for uuid, ref in rows if str(uuid) not in found.creates)
    for ref, n in unsent.items():
        supplied = [event for event in _of(found, ref, "info_supplied") if event.pk > found.mark.event]
        if len(supplied) != n:
            text = f"{n} comments without a key, {len(supplied)} supplements"
            yield Violation(rule="I2 comment", subject=ref, text=text)


def histories_are_legal(found: Evidence) -> Iterator[Violation]:
    """I3 and I4: dense versions, each step from where the last one ended and in the table; the fold is the row."""
    for ticket in found.created():
        yield from _history(found, ticket, [e for e in found.events[ticket.ref] if "card" in e.payload])


def _history(found: Evidence, ticket: Ticket, events: list[EventRecord]) -> Iterator[Violation]:
    def wrong(rule: str, text: str) -> Violation:
        return Violation(rule=rule, subject=ticket.ref, text=text)

    if not events or events[0].kind != "ticket_submitted":
        yield wrong("I3 beginning", "does not begin with being submitted")
        return
    counted = Counter(event.kind for event in events)
    if counted["ticket_submitted"] != 1:
        yield wrong("I3 once", "was submitted more than once")
    version, place, before = 0, None, ""
    for event in events:
        if event.payload["version"] - version not in _steps(event):
            yield wrong("I3 versions", f"{event.kind} is v{event.payload['version']} after v{version}")
        if place is not None and not _on_the_spot(event):
            if event.payload["before"] != place:
                yield wrong("I3 chain", f"{event.kind} began at {event.payload['before']}, not at {place}")
            if text := _illegal(found, event, place["state"], before):
                yield wrong("I3 transition", text)
            before = place["state"] if event.payload["after"]["state"] != place["state"] else before
        version, place = event.payload["version"], event.payload["after"]
    last = events[-1].payload["card"]
    row = {
        "state": ticket.state,
        "version": ticket.version,
        "lamp": ticket.lamp,
        "holder": ticket.holder_id,
        "unit": ticket.holder_unit_id,
    }
    shown = {
        **{name: last[name] for name in ("state", "version", "lamp")},
        **{name: (last[name] or {}).get("id") for name in ("holder", "unit")},
    }
    if row != shown:
        yield wrong("I4 fold", f"the events end with {shown}, the row says {row}")


def _illegal(found: Evidence, event: EventRecord, state: str, before: str) -> str:
    after = event.payload["after"]["state"]
    role = found.roles.get(event.actor_id or 0, "")
    by_time = event.actor_id is None and event.kind in BY_TIME
    verb = None if by_time else VERBS.get(event.kind)
    if verb is None:
        return "" if after == state else f"{event.kind} moved it from {state} to {after}"
    row = TABLE[verb]
    if State(state) not in row.sources or after != target(
        row, State(state), State(before) if before else None
    ):
        return f"{verb} from {state} to {after}"
    if not any(role in ROLES[part] for part in row.parts):
        return f"{verb} by a {role or 'system'}"
    return ""


def _steps(event: EventRecord) -> tuple[int, ...]:
    """By how much the version may have grown: a verb always changes the row, talk and time sometimes only tell."""
    if _on_the_spot(event):
        return (0,)
    return (1,) if event.kind in VERBS or event.kind == "ticket_submitted" else (0, 1)


def _on_the_spot(event: EventRecord) -> bool:
    """Solved while the cadre was there: part of opening it, so neither a verb nor a version of its own."""
    return (
        event.kind == "ticket_resolved"
        and bool(event.payload["card"]["on_the_spot"])
        and (event.payload["version"] == 1)
    )


def _of(found: Evidence, ref: str, kind: str) -> list[EventRecord]:
    return [event for event in found.events.get(ref, ()) if event.kind == kind]
