"""The verbs of the life cycle with what each one leaves behind, as the actions of the same names do it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from config.demo import parts
from config.demo.case import Case
from config.demo.chance import Chance
from grid.rules.calendar import between
from tickets import events as e
from tickets.actions._keeping import Resting
from tickets.models import (
    ClockKind,
    Comment,
    CommentKind,
    Rating,
    Reminder,
    RequestKind,
    Ticket,
    TicketRequest,
)
from tickets.rules import sla


def accept(case: Case, by: User) -> None:
    case.do("accept", e.TicketAccepted, by, {})


def decline(case: Case, by: User, reason: str) -> None:
    case.do("decline", e.TicketDeclined, by, {"reason": reason}, closed_at=case.now)


def assign(case: Case, by: User, unit: int, person: int | None, reason: str = "") -> None:
    case.do("assign", e.TicketAssigned, by, {"reason": reason}, holder_unit_id=unit, holder_id=person)


def acknowledge(case: Case, by: User) -> None:
    case.do("acknowledge", e.TicketAcknowledged, by, {}, holder_id=case.ticket.holder_id or by.pk)
    parts.ask_co_handlers(case, by)


def record_contact(case: Case, by: User, how: str, text: str) -> None:
    case.do("record_contact", e.ContactRecorded, by, {"how": how, "text": text})


def ask_info(case: Case, by: User, reason: str) -> None:
    case.do(
        "ask_info", e.InfoAsked, by, {"reason": reason}, resting=Resting(reason="enterprise", text=reason)
    )


def supplement(case: Case, by: User, text: str, chance: Chance) -> None:
    case.do("supplement", e.InfoSupplied, by, {"text": text})
    _comment(case, by, CommentKind.SUPPLEMENT, text, chance)


def hand_over(case: Case, by: User, reason: str, unit: int) -> None:
    case.do("hand_over", e.TicketHandedOver, by, {"reason": reason}, holder_unit_id=unit, holder_id=None)


def object_to(case: Case, by: User, reason: str) -> None:
    row = _request(case, RequestKind.OBJECTION, by, reason)
    owed = sla.rest_of_day(case.desk.calendar, case.now)

    def asked() -> None:
        case.clocks.new_duty(case.now, ClockKind.RULING, owed)

    case.do("object", e.ObjectionRaised, by, {"reason": reason}, asked)
    case.requests.append(row)


def rule_objection(case: Case, by: User, decision: str, reason: str, unit: int | None) -> None:
    ticket = case.ticket
    goal: dict[str, Any] = {}
    if decision == "granted":
        goal = {"holder_unit_id": unit, "holder_id": None, "returned": ticket.returned + 1}
    request = case.open_request(RequestKind.OBJECTION)

    def ruled() -> None:
        for duty in case.clocks.alive(ClockKind.RULING):
            case.clocks.end(duty, case.now, met=True)

    case.do("rule_objection", e.ObjectionRuled, by, {"decision": decision, "reason": reason}, ruled, **goal)
    _decide(case, request, by, decision, reason)
    if decision == "granted":
        _failed_twice(case, by, "returned")


def ask_extension(case: Case, by: User, due_at: datetime, reason: str) -> None:
    row = _request(case, RequestKind.EXTENSION, by, reason, due_at)
    payload = {"reason": reason, "proposed_due_at": due_at.isoformat()}
    case.do("ask_extension", e.ExtensionAsked, by, payload)
    case.requests.append(row)


def decide_extension(case: Case, by: User, decision: str, reason: str) -> None:
    request = case.open_request(RequestKind.EXTENSION)

    def extend() -> None:
        clock = case.clocks.resolving()
        if decision == "granted" and request and request.proposed_due_at and clock and clock.due_at:
            more = between(case.desk.calendar, clock.due_at, request.proposed_due_at)
            case.clocks.give(clock, case.now, clock.budget_seconds + more)

    def payload() -> dict[str, Any]:
        due_at = case.ticket.due_at
        return {"decision": decision, "reason": reason, "due_at": due_at.isoformat() if due_at else None}

    case.do("decide_extension", e.ExtensionDecided, by, payload, extend)
    _decide(case, request, by, decision, reason)


def hold(case: Case, by: User, reason: str, review_on: date) -> None:
    payload = {"reason": reason, "review_on": review_on.isoformat()}
    resting = Resting(reason="hold", text=reason, review_on=review_on)
    case.do("hold", e.TicketHeld, by, payload, resting=resting, review_on=review_on)


def resume(case: Case, by: User, reason: str) -> None:
    case.do("resume", e.TicketResumed, by, {"reason": reason}, review_on=None)


def resolve(case: Case, by: User, outcome: str, reply: str) -> None:
    payload = {"outcome": str(outcome), "public_reply": reply}
    changes: dict[str, Any] = {"outcome": outcome, "public_reply": reply, "resolved_at": case.now}
    case.do("resolve", e.TicketResolved, by, payload, **changes)


def start_callback(case: Case, by: User) -> None:
    case.do("start_callback", e.CallbackStarted, by, {})


def confirm(case: Case, by: User, score: int, text: str, tags: list[str]) -> None:
    case.do("confirm", e.TicketConfirmed, by, {"score": score, "text": text}, closed_at=case.now)
    _rate(case, by, score, text, tags)


def rate(case: Case, by: User, score: int, text: str, tags: list[str]) -> None:
    case.do("rate", e.TicketRated, by, {"score": score, "text": text})
    _rate(case, by, score, text, tags)


def reject(case: Case, by: User, reason: str) -> None:
    redone = case.ticket.redone + 1
    case.do("reject", e.TicketRejected, by, {"reason": reason}, redone=redone, resolved_at=None)
    _failed_twice(case, by, "redone")


def reopen(case: Case, by: User, reason: str) -> None:
    changes: dict[str, Any] = {"redone": case.ticket.redone + 1, "resolved_at": None, "closed_at": None}
    case.do("reopen", e.TicketReopened, by, {"reason": reason}, **changes)
    _failed_twice(case, by, "redone")


def close(case: Case, by: User, reason: str) -> None:
    case.do("close", e.TicketClosed, by, {"reason": reason}, closed_at=case.now)


def withdraw(case: Case, by: User, reason: str) -> None:
    case.do("withdraw", e.TicketWithdrawn, by, {"reason": reason}, closed_at=case.now)


def merge(case: Case, by: User, into: Ticket, reason: str) -> None:
    payload = {"into": into.ref, "reason": reason}
    case.do("merge", e.TicketMerged, by, payload, merged_into=into, closed_at=case.now)


def urge(case: Case, by: User, text: str) -> None:
    urged = case.ticket.urged + 1
    case.do("urge", e.TicketUrged, by, {"text": text}, urged=urged, urged_at=case.now)
    case.desk.book.add(Reminder(ticket=case.ticket, by=by, at=case.now, text=text))


def say(case: Case, by: User, kind: str, text: str, chance: Chance) -> Comment:
    """A public reply, a stage reply, or a note that stays inside."""
    row = _comment(case, by, kind, text, chance)
    if kind == CommentKind.INTERNAL:
        case.touch(e.NoteAdded, by, {"text": text})
    else:
        case.clocks.told(case.now)
        case.touch(e.CommentAdded, by, {"comment_kind": str(kind), "text": text})
    return row


def _failed_twice(case: Case, by: User, why: str) -> None:
    if getattr(case.ticket, why) == 2:
        case.record(e.TicketFailedTwice, by, case.place(), case.ticket.holder_id, {"why": why})


def _comment(case: Case, by: User, kind: str, text: str, chance: Chance) -> Comment:
    return case.desk.book.add(
        Comment(uuid=chance.uuid(), ticket=case.ticket, kind=kind, text=text, author=by, at=case.now)
    )


def _request(case: Case, kind: str, by: User, reason: str, due_at: datetime | None = None) -> TicketRequest:
    return case.desk.book.add(
        TicketRequest(
            ticket=case.ticket,
            kind=kind,
            reason=reason,
            asked_by=by,
            asked_at=case.now,
            proposed_due_at=due_at,
            unit_id=case.ticket.holder_unit_id if kind == RequestKind.OBJECTION else None,
        )
    )


def _decide(case: Case, request: TicketRequest | None, by: User, decision: str, reason: str) -> None:
    if request is not None:
        request.decision, request.decided_by = decision, by
        request.decided_at, request.decision_reason = case.now, reason


def _rate(case: Case, by: User, score: int, text: str, tags: list[str]) -> None:
    number = len(case.ratings) + 1
    row = Rating(ticket=case.ticket, number=number, score=score, text=text, tags=tags, by=by, at=case.now)
    case.ratings.append(case.desk.book.add(row))
