"""The verbs of the ladder and of supervision, as the actions of the same names do them."""

from __future__ import annotations

from typing import Any

from accounts.models import Role, User
from config.demo.case import Case, IllegalMove
from tickets import events as e
from tickets.actions import _ladder
from tickets.events import Hearer
from tickets.rules.ladder import Colour, How, next_rung
from tickets.selectors.promises import rungs_of


def escalate(case: Case, by: User, reason: str) -> None:
    clock = case.clocks.resolving()
    rung = next_rung(rungs_of(clock.ladder_id), clock.rung) if clock else None
    if clock is None or rung is None:
        raise IllegalMove(f"nothing above {case.ticket.ref}")
    how = How.BY_ENTERPRISE if by.role == Role.CONTACT else How.BY_HAND

    def climb() -> None:
        _ladder.raise_rung(
            case.ledger,
            case.ticket,
            case.now,
            clock=clock,
            rung=rung,
            how=how,
            due_at=case.now,
            by=by,
            reason=reason,
        )

    payload: dict[str, Any] = {
        "level": rung.level,
        "how": str(how),
        "reason": reason,
        "due_at": case.now.isoformat(),
        "late_by": 0,
        "notice": "",
    }
    tells = {Hearer(one) for one in rung.recipients}
    case.do("escalate", e.RungRaised, by, payload, climb, tells=tells)


def accept_rung(case: Case, by: User) -> None:
    level = case.ticket.rung
    case.do(
        "accept_rung",
        e.RungAccepted,
        by,
        {"level": level},
        lambda: _ladder.accept(case.ledger, case.ticket, case.now, by),
    )


def return_rung(case: Case, by: User, reason: str) -> None:
    payload = {"level": case.ticket.rung, "reason": reason}
    case.do(
        "return_rung",
        e.RungReturned,
        by,
        payload,
        lambda: _ladder.give_back(case.ledger, case.ticket, case.now, reason),
    )


def rule_rung(case: Case, by: User, decision: str, reason: str) -> None:
    payload = {"level": case.ticket.rung, "decision": decision, "reason": reason}
    granted = decision == "granted"
    case.do(
        "rule_rung",
        e.RungRuled,
        by,
        payload,
        lambda: _ladder.rule(case.ledger, case.ticket, case.now, by, granted=granted, reason=reason),
    )


def supervise(case: Case, by: User, colour: Colour, text: str) -> None:
    served: list[Any] = []

    def serve() -> None:
        served.append(_ladder.serve(case.ledger, case.ticket, case.now, colour=colour, by=by, text=text))

    def payload() -> dict[str, Any]:
        clock = served[0].clock
        return {"colour": str(colour), "text": text, "due_at": clock.due_at.isoformat()}

    case.do("supervise", e.NoticeIssued, by, payload, serve)


def answer_notice(case: Case, by: User, text: str) -> None:
    notices: list[Any] = []

    def reply() -> None:
        notices.extend(_ladder.answer(case.ledger, case.ticket, case.now, by, text))

    def payload() -> dict[str, Any]:
        return {"colours": sorted({str(one.colour) for one in notices}), "text": text}

    case.do("answer_notice", e.NoticeAnswered, by, payload, reply)
