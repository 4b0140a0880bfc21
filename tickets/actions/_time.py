"""What time alone does to one ticket: lamps, rungs, missed duties, and rests that end by themselves.

All of it derives from what was due, in the order in which it fell due; that somebody looks late only shows in
`late_by`. The same steps run under the sweep, for hundreds of tickets at once, and in the demo world.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from tickets.actions import _ladder
from tickets.actions._clocks import Clocks
from tickets.actions._ladder import rung_of
from tickets.events import (
    DutyMissed,
    Hearer,
    LampChanged,
    NoticeIssued,
    RungRaised,
    TicketEvent,
    TicketHandedOver,
    TicketOverdue,
    TicketResumed,
    WaitOver,
)
from tickets.models import Clock, Ticket
from tickets.rules import supervising
from tickets.rules.ladder import Colour, How
from tickets.rules.lifecycle import TABLE, Row, State
from tickets.rules.sla import Lamp

if TYPE_CHECKING:
    from tickets.actions._ledger import Ledger

MOST = 20
"""Steps of one ticket in one look; a fault that would go on for ever stops here and is seen."""


@dataclass(frozen=True, kw_only=True)
class Hands:
    """How a step writes and records: tickets.actions._transition's own, or the demo world's."""

    write: Callable[..., None]
    touch: Callable[..., None]
    record: Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Life:
    """One ticket for whom time passes."""

    ticket: Ticket
    ledger: Ledger
    at: datetime
    may_move: bool
    """False while an objection waits for its ruling: then no rung hands it over."""
    hands: Hands

    @property
    def clocks(self) -> Clocks:
        return self.ledger.clocks_of(self.ticket)


def pass_time(life: Life) -> int:
    """Everything that has fallen due by now, in order; answers how many steps it took."""
    steps = _lamps(life) + _remind(life)
    for _step in range(MOST):
        done = _next(life)
        if done is None:
            return steps
        done()
        steps += 1
    raise RuntimeError(f"{life.ticket.ref}: what is due does not come to an end")


def _lamps(life: Life) -> int:
    """Only the turn to red is told to those who must act."""
    ticket, late_since, shown = life.ticket, life.ticket.due_at, life.ticket.lamp
    life.clocks.wear(life.at)
    if ticket.lamp == shown:
        if ticket.due_at != late_since:
            life.ledger.save(ticket)
        return 0
    life.hands.touch()
    if ticket.lamp == Lamp.RED:
        since = late_since or life.at
        life.hands.record(TicketOverdue, late_since=since.isoformat(), late_by=_late(since, life.at))
    else:
        life.hands.record(LampChanged, lamp=str(ticket.lamp))
    return 1


def _remind(life: Life) -> int:
    """Near its due moment, what is urgent or was urged gets a blue notice, once for a promise: more time, another
    policy or a rest leave it the same promise, a redo is a new one."""
    ticket, promise = life.ticket, life.clocks.resolving()
    if promise is None or promise.reminded or ticket.holder_unit_id is None or ticket.supervised:
        return 0
    if not supervising.is_watched(ticket.priority, ticket.urged) or not life.clocks.near_due(
        promise, life.at
    ):
        return 0
    notice = _ladder.serve(life.ledger, ticket, life.at, colour=Colour.BLUE)
    if notice is None or notice.clock is None or notice.clock.due_at is None:
        return 0
    promise.reminded = True
    life.ledger.change(promise)
    life.hands.touch()
    life.hands.record(NoticeIssued, colour=str(Colour.BLUE), text="", due_at=notice.clock.due_at.isoformat())
    return 1


def _next(life: Life) -> Callable[[], None] | None:
    """The first thing that is due."""
    due: list[tuple[datetime, int, Callable[[], None]]] = []
    pause, rung = life.clocks.pause, life.clocks.rung_due()
    if pause is not None and pause.limit_at is not None and pause.limit_at <= life.at:
        due.append((pause.limit_at, 0, partial(_rise, life)))
    if rung is not None and rung[1] <= life.at:
        due.append((rung[1], 1, partial(_climb, life, *rung)))
    missed = next(iter(life.clocks.missed_duties(life.at)), None)
    if missed is not None and missed.due_at is not None:
        due.append((missed.due_at, 2, partial(_miss, life, missed)))
    return min(due, key=lambda one: one[:2])[2] if due else None


def _climb(life: Life, level: int, due_at: datetime) -> None:
    """The next rung, fired once for this promise; the department's rung also hands over."""
    ticket, clock = life.ticket, life.clocks.resolving()
    assert clock is not None
    rung = rung_of(clock, level)
    assert rung is not None
    served = ticket.supervised
    row = _ladder.raise_rung(
        life.ledger, ticket, life.at, clock=clock, rung=rung, how=How.AUTOMATIC, due_at=due_at
    )
    life.hands.touch()
    life.hands.record(
        RungRaised,
        tells={Hearer(one) for one in rung.recipients},
        level=level,
        how=str(How.AUTOMATIC),
        reason="",
        due_at=due_at.isoformat(),
        late_by=row.late_seconds,
        notice=ticket.supervised if ticket.supervised != served else "",
    )
    wanted, move = ticket.lead_unit_id, TABLE["hand_over"]
    moves = rung.hands_over and wanted not in (None, ticket.holder_unit_id) and life.may_move
    if moves and State(ticket.state) in move.sources:
        life.hands.write(move, holder_unit_id=wanted, holder_id=None)
        life.hands.record(TicketHandedOver, reason="", rung=level)


def _miss(life: Life, clock: Clock) -> None:
    """A duty whose time is up; its lamp turns red, the clock goes on until it is met."""
    assert clock.due_at is not None
    clock.lamp, clock.alarm_at = Lamp.RED, None
    life.ledger.change(clock)
    life.hands.touch()
    life.hands.record(
        DutyMissed,
        duty=str(clock.kind),
        due_at=clock.due_at.isoformat(),
        late_by=_late(clock.due_at, life.at),
    )


def _rise(life: Life) -> None:
    """A rest reaches its limit: the wait for an answer is over, or the day of review has come."""
    pause = life.clocks.pause
    assert pause is not None
    assert pause.limit_at is not None
    pause.ended_by_itself = True
    waiting = State(life.ticket.state) is State.NEED_INFO
    row: Row = TABLE["wait_over" if waiting else "resume"]
    event: type[TicketEvent] = WaitOver if waiting else TicketResumed
    late_by = _late(pause.limit_at, life.at)
    life.hands.write(row, review_on=None)
    if waiting:
        life.hands.record(event, reason=pause.reason_id, late_by=late_by)
    else:
        life.hands.record(event, reason="", tells={Hearer.UNIT_LEADS, Hearer.COORDINATORS})


def _late(due_at: datetime, at: datetime) -> int:
    return max(int((at - due_at) / timedelta(seconds=1)), 0)
