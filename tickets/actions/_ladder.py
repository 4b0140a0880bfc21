"""Standing on the ladder: a rung is raised, accepted, returned, ruled on; notices are served; all of it steps down."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from tickets.actions._ledger import Ledger
from tickets.models import (
    Clock,
    ClockKind,
    Escalation,
    EscalationHow,
    EscalationState,
    NoticeState,
    SupervisionNotice,
    Ticket,
)
from tickets.rules import sla
from tickets.rules.changes import EFFECTS, Climbs
from tickets.rules.ladder import REPLY_SECONDS, SEVERITY, Colour, How, RungData, redo_rung
from tickets.rules.lifecycle import Effect
from tickets.rules.supervising import TOP, RungState
from tickets.selectors.promises import rungs_of


def rung_of(clock: Clock, level: int) -> RungData | None:
    """A rung of the ladder that a promise climbs."""
    return next((rung for rung in rungs_of(clock.ladder_id) if rung.level == level), None)


def raise_rung(
    ledger: Ledger,
    ticket: Ticket,
    at: datetime,
    *,
    clock: Clock,
    rung: RungData,
    how: How,
    due_at: datetime,
    by: User | None = None,
    reason: str = "",
) -> Escalation:
    """Raised once for this promise; its receiver owes an answer, and a unit that time has caught up with a reply."""
    clocks = ledger.clocks_of(ticket)
    clock.rung = rung.level
    clocks.show(clock, at)
    _end_duty(ledger, ticket, at, met=False)
    duty = clocks.new_duty(at, ClockKind.DUTY, rung.duty_seconds) if rung.duty_seconds else None
    row = Escalation(
        ticket=ticket,
        level=rung.level,
        clock_version=clock.version,
        how=EscalationHow(how),
        reason=reason,
        raised_by=by,
        unit_id=ticket.holder_unit_id,
        due_at=due_at,
        fired_at=at,
        late_seconds=max(int((at - due_at).total_seconds()), 0),
        state=EscalationState.RAISED,
        duty=duty,
    )
    ledger.add(row)
    ticket.rung, ticket.rung_state, ticket.rung_since = rung.level, RungState.RAISED, at
    if how is How.AUTOMATIC and rung.notice:
        serve(ledger, ticket, at, colour=Colour(rung.notice))
    return row


def present_rung(ledger: Ledger, ticket: Ticket) -> Escalation | None:
    """The row of the rung it stands on."""
    rows = [row for row in ledger.escalations_of(ticket) if row.level == ticket.rung]
    return rows[-1] if rows else None


def accept(ledger: Ledger, ticket: Ticket, at: datetime, by: User) -> None:
    """The receiver has it: only now are the rungs below closed."""
    for row in ledger.escalations_of(ticket):
        if row.level < ticket.rung:
            row.state, row.ended_at = EscalationState.ENDED, at
        else:
            row.state, row.settled_by, row.settled_at = EscalationState.ACCEPTED, by, at
        ledger.change(row)
    _end_duty(ledger, ticket, at, met=True)
    ticket.rung_state = RungState.ACCEPTED


def give_back(ledger: Ledger, ticket: Ticket, at: datetime, reason: str) -> None:
    """The receiver returns it, once; whoever rules owes the ruling the same day."""
    row = present_rung(ledger, ticket)
    if row is not None:
        row.state, row.return_reason, row.returned_at = EscalationState.RETURNED, reason, at
        ledger.change(row)
    _end_duty(ledger, ticket, at, met=True)
    clocks = ledger.clocks_of(ticket)
    clocks.new_duty(at, ClockKind.DUTY, sla.rest_of_day(clocks.calendar, at))
    ticket.rung_state = RungState.RETURNED


def rule(ledger: Ledger, ticket: Ticket, at: datetime, by: User, *, granted: bool, reason: str) -> None:
    """Granted, it steps down to the rung below, which has it already; refused, the receiver must accept."""
    row, level = present_rung(ledger, ticket), ticket.rung
    if row is not None:
        row.ruled_by, row.ruled_at, row.ruling_reason = by, at, reason
        row.state = EscalationState.STEPPED_DOWN if granted else EscalationState.FINAL
        row.ended_at = at if granted else None
        ledger.change(row)
    _end_duty(ledger, ticket, at, met=True)
    if granted:
        below = [one for one in ledger.escalations_of(ticket) if one.level < level and one.ended_at is None]
        ticket.rung = below[-1].level if below else 0
        ticket.rung_state = RungState(below[-1].state) if below else RungState.NONE
        ticket.rung_since = below[-1].fired_at if below else None
        return
    clocks, promise = ledger.clocks_of(ticket), ledger.clocks_of(ticket).resolving()
    rung = rung_of(promise, level) if promise else None
    if rung is not None and rung.duty_seconds and row is not None:
        row.duty = clocks.new_duty(at, ClockKind.DUTY, rung.duty_seconds)
    ticket.rung_state = RungState.FINAL


def serve(
    ledger: Ledger,
    ticket: Ticket,
    at: datetime,
    *,
    colour: Colour,
    by: User | None = None,
    text: str = "",
) -> SupervisionNotice | None:
    """A supervised notice to the holding unit, with its time to answer; None when one of the colour is open."""
    if any(row.colour == colour for row in ledger.notices_of(ticket)):
        return None
    clock = ledger.clocks_of(ticket).new_duty(at, ClockKind.NOTICE, REPLY_SECONDS[colour])
    row = SupervisionNotice(
        ticket=ticket,
        colour=str(colour),
        unit_id=ticket.holder_unit_id,
        text=text,
        issued_by=by,
        issued_at=at,
        clock=clock,
        state=NoticeState.OPEN,
    )
    ledger.add(row)
    if SEVERITY[colour] > SEVERITY[ticket.supervised]:
        ticket.supervised = str(colour)
    return row


def answer(ledger: Ledger, ticket: Ticket, at: datetime, by: User, text: str) -> list[SupervisionNotice]:
    """Every open notice answered with one word; answers which they were."""
    rows = ledger.notices_of(ticket)
    for row in rows:
        row.state, row.answer, row.answered_by, row.answered_at = NoticeState.ANSWERED, text, by, at
        ledger.change(row)
    clocks = ledger.clocks_of(ticket)
    for clock in clocks.alive(ClockKind.NOTICE):
        clocks.end(clock, at, met=True)
    ticket.supervised = ""
    return rows


def stand(ledger: Ledger, ticket: Ticket, effect: Effect, at: datetime) -> None:
    """What a change does to the ladder, by its row in rules/changes.py."""
    climbs = EFFECTS[effect].ladder
    if climbs is Climbs.STEPS_DOWN:
        _step_down(ledger, ticket, at)
    elif climbs is Climbs.ONE_UP:
        _one_up(ledger, ticket, at)


def _step_down(ledger: Ledger, ticket: Ticket, at: datetime) -> None:
    for row in ledger.escalations_of(ticket):
        row.state, row.ended_at = EscalationState.ENDED, at
        ledger.change(row)
    for notice in ledger.notices_of(ticket):
        notice.state = NoticeState.CLOSED
        ledger.change(notice)
    ticket.rung, ticket.rung_state, ticket.rung_since, ticket.supervised = 0, RungState.NONE, None, ""


def _one_up(ledger: Ledger, ticket: Ticket, at: datetime) -> None:
    """The redo's promise begins one rung above the one that failed."""
    clocks = ledger.clocks_of(ticket)
    promises = [row for row in clocks.rows if row.kind == ClockKind.RESOLVE]
    stood = promises[-2].rung if len(promises) > 1 else 0
    clock = promises[-1]
    rung = rung_of(clock, redo_rung(stood, TOP))
    if rung is not None:
        raise_rung(ledger, ticket, at, clock=clock, rung=rung, how=How.REDO, due_at=at)


def _end_duty(ledger: Ledger, ticket: Ticket, at: datetime, *, met: bool) -> None:
    clocks = ledger.clocks_of(ticket)
    for clock in clocks.alive(ClockKind.DUTY):
        clocks.end(clock, at, met=met)
