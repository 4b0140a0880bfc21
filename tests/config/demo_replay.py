"""A demo ticket lived again through the real actions: what they leave behind, to be laid beside what was drawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from core.models import EventRecord
from tickets.actions import (
    accept_rung,
    accept_ticket,
    acknowledge_ticket,
    answer_notice,
    ask_extension,
    ask_info,
    assign_ticket,
    close_ticket,
    comment_ticket,
    decide_extension,
    decline_ticket,
    escalate_ticket,
    hand_over,
    hold_ticket,
    let_time_pass,
    object_ticket,
    open_ticket,
    rate_ticket,
    record_contact,
    reject_result,
    reopen_ticket,
    resolve_ticket,
    resume_ticket,
    return_rung,
    route_ticket,
    rule_objection,
    rule_rung,
    start_callback,
    supervise_ticket,
    supplement_ticket,
    urge_ticket,
    withdraw_ticket,
)
from tickets.models import Ticket

Payload = dict[str, Any]
BY_TIME = frozenset({"lamp_changed", "ticket_overdue", "duty_missed", "wait_over"})
BY_LADDER = frozenset({"rung_raised", "ticket_handed_over", "ticket_resumed", "notice_issued"})
SILENT = frozenset({"ticket_submitted", "attachment_added", "ticket_merged"})
"""Not a verb, or one that needs another ticket as it was then."""
TOGETHER = frozenset({"subtask_given", "cause_joined", "agenda_entered"})
"""Parts, causes and meetings: others than the ticket's own are at work in them."""


def _same(*names: str) -> Callable[[Payload], Payload]:
    return lambda payload: {name: payload[name] for name in names}


def _assigned(payload: Payload) -> Payload:
    holder = payload["card"]["holder"]
    return {
        "unit": payload["card"]["unit"]["id"],
        "person": holder and holder["id"],
        "reason": payload["reason"],
    }


def _ruled(payload: Payload) -> Payload:
    granted = payload["decision"] == "granted"
    unit = payload["card"]["unit"]["id"] if granted else None
    return {"decision": payload["decision"], "reason": payload["reason"], "unit": unit}


VERBS: dict[str, tuple[Callable[..., Any], Callable[[Payload], Payload]]] = {
    "ticket_accepted": (accept_ticket.accept_ticket, _same()),
    "ticket_declined": (decline_ticket.decline_ticket, _same("reason")),
    "info_asked": (ask_info.ask_info, _same("reason")),
    "info_supplied": (supplement_ticket.supplement_ticket, _same("text")),
    "ticket_assigned": (assign_ticket.assign_ticket, _assigned),
    "ticket_acknowledged": (acknowledge_ticket.acknowledge_ticket, _same()),
    "objection_raised": (object_ticket.object_ticket, _same("reason")),
    "objection_ruled": (rule_objection.rule_objection, _ruled),
    "ticket_handed_over": (
        hand_over.hand_over,
        lambda payload: {"reason": payload["reason"], "unit": payload["card"]["unit"]["id"]},
    ),
    "contact_recorded": (record_contact.record_contact, _same("how", "text")),
    "extension_asked": (
        ask_extension.ask_extension,
        lambda payload: {
            "reason": payload["reason"],
            "due_at": datetime.fromisoformat(payload["proposed_due_at"]),
        },
    ),
    "extension_decided": (decide_extension.decide_extension, _same("decision", "reason")),
    "ticket_held": (
        hold_ticket.hold_ticket,
        lambda payload: {
            "reason": payload["reason"],
            "review_on": date.fromisoformat(payload["review_on"]),
        },
    ),
    "ticket_resumed": (resume_ticket.resume_ticket, _same("reason")),
    "ticket_resolved": (resolve_ticket.resolve_ticket, _same("outcome", "public_reply")),
    "callback_started": (start_callback.start_callback, _same()),
    "ticket_confirmed": (rate_ticket.confirm_result, _same("score", "text")),
    "ticket_rated": (rate_ticket.rate_ticket, _same("score", "text")),
    "ticket_rejected": (reject_result.reject_result, _same("reason")),
    "ticket_closed": (close_ticket.close_ticket, _same("reason")),
    "ticket_reopened": (reopen_ticket.reopen_ticket, _same("reason")),
    "ticket_withdrawn": (withdraw_ticket.withdraw_ticket, _same("reason")),
    "rung_raised": (escalate_ticket.escalate_ticket, _same("reason")),
    "rung_accepted": (accept_rung.accept_rung, _same()),
    "rung_returned": (return_rung.return_rung, _same("reason")),
    "rung_ruled": (rule_rung.rule_rung, _same("decision", "reason")),
    "notice_issued": (supervise_ticket.supervise_ticket, _same("colour", "text")),
    "notice_answered": (answer_notice.answer_notice, _same("text")),
    "ticket_urged": (urge_ticket.urge_ticket, _same("text")),
}


def live_again(drawn: Ticket, until: datetime) -> Ticket:
    """Open the same problem anew and do to it, at the same moments, what was done to the drawn one."""
    events = list(EventRecord.objects.filter(subject=drawn.ref).order_by("seq", "id"))
    people = User.objects.in_bulk([event.actor_id for event in events if event.actor_id])
    first = events[0].payload["card"]
    replayed = open_ticket.open_ticket(
        uuid=uuid4(),
        actor=drawn.created_by,
        at=drawn.submitted_at,
        category=drawn.category_id,
        text=drawn.text,
        enterprise=drawn.enterprise.uuid,
        priority=first["priority"],
        visit=drawn.visit.uuid if drawn.visit else None,
        on_the_spot=drawn.on_the_spot,
        public_reply=events[1].payload["public_reply"] if drawn.on_the_spot else "",
        contact_name=drawn.contact_name,
        contact_phone=drawn.contact_phone,
        occurred_at=drawn.occurred_at,
    )
    for event in events[2 if drawn.on_the_spot else 1 :]:
        _do(replayed.ref, event, people)
    let_time_pass.let_time_pass(at=until)
    again: Ticket = Ticket.objects.get(pk=replayed.pk)
    return again


def _by_itself(event: EventRecord) -> bool:
    """A verb that time did: a rung, the hand-over or the notice it brings, the end of a rest."""
    return event.actor_id is None and event.kind in BY_LADDER


def _do(ref: str, event: EventRecord, people: dict[int, User]) -> None:
    at, actor, payload = event.at, people.get(event.actor_id or 0), event.payload
    if event.kind in ("ticket_routed", "routing_found_no_rule"):
        assert route_ticket.route_ticket(ref=ref, at=at)
    elif event.kind in BY_TIME or _by_itself(event):
        let_time_pass.let_time_pass(at=at)
    elif event.kind in ("comment_added", "note_added"):
        kind = payload.get("comment_kind", "internal")
        comment_ticket.comment_ticket(
            ref=ref, actor=_there(actor), at=at, uuid=uuid4(), kind=kind, text=payload["text"]
        )
    else:
        act, arguments = VERBS[event.kind]
        version = Ticket.objects.values_list("version", flat=True).get(ref=ref)
        act(ref=ref, actor=actor, at=at, version=version, **arguments(payload))


def traces(ticket: Ticket) -> dict[str, Any]:
    """Everything a life leaves behind, without the names and keys that differ from ticket to ticket."""
    events = EventRecord.objects.filter(subject=ticket.ref).order_by("id")
    found = {
        "events": [
            (event.kind, event.at, event.actor_id, event.topics, event.notify, event.public, event.payload)
            for event in events
        ],
        "clocks": _rows(ticket.clocks, without=("policy",)),
        "spans": _rows(ticket.spans),
        "pauses": _rows(ticket.pauses),
        "rungs": _rows(ticket.escalations, without=("duty",)),
        "notices": _rows(ticket.notices, without=("clock",)),
        "reminders": _rows(ticket.reminders),
        "requests": _rows(ticket.requests),
        "ratings": _rows(ticket.ratings, without=("tags",)),
        "comments": _rows(ticket.comments, without=("uuid",)),
        "steps": [
            (row.step, row.at, {key: value for key, value in row.outcome.items() if key != "compared"})
            for row in ticket.routing_steps.order_by("id")
        ],
        "ticket": _row(ticket, without=("uuid", "ref")),
    }
    text = json.dumps(found, default=str, ensure_ascii=False, sort_keys=True)
    named: dict[str, Any] = json.loads(text.replace(ticket.ref, "REF").replace(str(ticket.uuid), "UUID"))
    return named


def _rows(rows: Any, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return [_row(row, without) for row in rows.order_by("id")]


def _row(row: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.name not in without]
    return {name: getattr(row, name) for name in names if name not in ("id", "ticket_id")}


def _there(actor: User | None) -> User:
    assert actor is not None
    return actor
