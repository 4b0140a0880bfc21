"""One ticket in memory, moved by the very functions that move it in the database: only its ledger is another.

The beats are those of tickets.actions._transition: ask the table, write, record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any

from accounts.models import User
from config.demo.desk import Desk
from config.demo.ledger import DrawnTicket
from tickets.actions._clocks import Clocks
from tickets.actions._keeping import Resting
from tickets.actions._time import Hands, Life, pass_time
from tickets.actions._transition import Locked, begin, begin_span, record, touch, write
from tickets.events import Hearer, Place, TicketEvent
from tickets.models import ClockKind, Rating, RequestKind, SubTask, Ticket, TicketRequest
from tickets.rules.lifecycle import MOST_RETURNS, TABLE, Facts, Part, Row, State, may, possible
from tickets.rules.staffing import SHARE
from tickets.selectors.audience import topics
from tickets.selectors.cards import place_of
from tickets.selectors.parts import REOPEN_WITHIN

SYSTEM = frozenset({Part.SYSTEM})


class IllegalMove(Exception):
    """A story asked for what the life cycle forbids."""


class Case:
    """A ticket with its requests and ratings. `now` is the moment of its last change."""

    def __init__(self, desk: Desk, ticket: Ticket) -> None:
        self.desk, self.ticket = desk, ticket
        self.ledger = DrawnTicket(desk, ticket)
        self.requests: list[TicketRequest] = []
        self.ratings: list[Rating] = []
        self.co_units: tuple[int, ...] = ()
        """Those that its rule names along."""
        self.parts_given: list[SubTask] = []
        self.now = ticket.submitted_at
        self._counted: tuple[int, int] | None = None

    @property
    def state(self) -> State:
        return State(self.ticket.state)

    @property
    def clocks(self) -> Clocks:
        return self.ledger.clocks_of(self.ticket)

    def begin(self) -> None:
        """The first stretch of a new ticket, and its clocks unless it was solved on the spot."""
        if not self.ticket.on_the_spot:
            self.clocks.start_all(self.now)
            self.clocks.wear(self.now)
        begin_span(self.ledger, self.ticket, self.now)

    def catch_up(self, at: datetime) -> None:
        """Let time do its own verb, at each moment at which something falls due."""
        alarm = self.clocks.alarm()
        while alarm is not None and alarm <= at:
            self.now = max(alarm, self.now)
            locked = self._locked(None)
            hands = Hands(
                write=partial(write, locked), touch=partial(touch, locked), record=partial(record, locked)
            )
            free = self.open_request(RequestKind.OBJECTION) is None
            pass_time(Life(ticket=self.ticket, ledger=self.ledger, at=self.now, may_move=free, hands=hands))
            self._count()
            alarm = self.clocks.alarm()
        self.now = max(self.now, at)

    def do(
        self,
        verb: str,
        event: type[TicketEvent],
        actor: User | None,
        payload: dict[str, Any] | Callable[[], dict[str, Any]],
        prepare: Callable[[], None] | None = None,
        *,
        resting: Resting | None = None,
        tells: set[Hearer] | None = None,
        **changes: Any,
    ) -> None:
        """A verb of the life cycle at the present moment of the case. IllegalMove when the table forbids it.

        `prepare` runs when the table has allowed it; a callable payload is asked when all is written.
        """
        row, locked = self._ask(verb, actor), self._locked(actor)
        if prepare is not None:
            prepare()
        write(locked, row, resting=resting, **changes)
        self._count()
        record(locked, event, tells=tells, **(payload() if callable(payload) else payload))

    def touch(
        self,
        event: type[TicketEvent],
        actor: User | None,
        payload: dict[str, Any],
        *,
        also: Collection[int] = (),
        **changes: Any,
    ) -> None:
        """A change that is no verb."""
        locked = self._locked(actor)
        touch(locked, **changes)
        record(locked, event, also=also, **payload)

    def record(
        self,
        event: type[TicketEvent],
        actor: User | None,
        was: Place | None,
        was_holder: int | None,
        payload: dict[str, Any],
        told: tuple[int, ...] | None = None,
    ) -> None:
        """Say what happened without a change, to those who must hear (`told`, when it is not the usual ones)."""
        ticket, actor_id = self.ticket, actor.pk if actor else None
        day = self.desk.campaign.local_day(self.now)
        hearers = self.desk.hearers(ticket, event.tells, on=day, actor_id=actor_id)
        self.desk.log.say(
            event(
                at=self.now,
                actor_id=actor_id,
                topics=topics(ticket, units={was["unit"]} if was else (), people={was_holder}),
                notify=hearers if told is None else told,
                ref=ticket.ref,
                version=ticket.version,
                card=self.ledger.card(ticket),
                before=was,
                after=self.place(),
                **payload,
            )
        )

    def place(self) -> Place:
        """Where the ticket counts on the board."""
        return place_of(self.ticket)

    def open_request(self, kind: str) -> TicketRequest | None:
        """The undecided request of a kind."""
        return next((one for one in self.requests if one.kind == kind and not one.decision), None)

    def objected(self) -> bool:
        """Whether the unit that has it has had its ruling."""
        unit = self.ticket.holder_unit_id
        return any(
            one.kind == RequestKind.OBJECTION and one.decision and one.unit_id == unit
            for one in self.requests
        )

    def parts(self, actor: User) -> frozenset[Part]:
        """What somebody is to the ticket on the day."""
        ticket, roster = self.ticket, self.desk.roster
        day = self.desk.campaign.local_day(self.now)
        speaks = actor.pk in roster.speakers(ticket.enterprise_id)
        units, led = roster.units_of(actor.pk, day), roster.units_of(actor.pk, day, led=True)
        leads = ticket.holder_unit_id in led
        found = {
            Part.ENTERPRISE: speaks,
            Part.AUTHOR: ticket.created_by_id == actor.pk,
            Part.GRID: not speaks and ticket.team_id in units,
            Part.HOLDER: ticket.holder_unit_id in units and (ticket.holder_id in (None, actor.pk) or leads),
            Part.UNIT_LEAD: leads,
            Part.COORDINATOR: actor.role == "coordinator",
            Part.LEADER: actor.role == "leader",
        }
        return frozenset(part for part, holds in found.items() if holds)

    def _ask(self, verb: str, actor: User | None) -> Row:
        row, facts = TABLE[verb], self._facts()
        parts = SYSTEM if actor is None else self.parts(actor)
        if self.state not in row.sources or not may(verb, parts, facts) or not possible(verb, facts):
            raise IllegalMove(f"{verb} by {sorted(parts)} in {self.state} of {self.ticket.ref}")
        return row

    def _facts(self) -> Facts:
        ticket = self.ticket
        granted = [
            one for one in self.requests if one.kind == RequestKind.EXTENSION and one.decision == "granted"
        ]
        promises = self.clocks.alive(ClockKind.RESOLVE)
        return Facts(
            objection_open=self.open_request(RequestKind.OBJECTION) is not None,
            objection_spent=self.objected() or ticket.returned >= MOST_RETURNS,
            extension_open=self.open_request(RequestKind.EXTENSION) is not None,
            extensions_granted=len(granted),
            ratings=len(self.ratings_of_this_end()),
            reopen_until_passed=ticket.closed_at is not None and self.now - ticket.closed_at > REOPEN_WITHIN,
            unfinished_tasks=ticket.tasks_total - ticket.tasks_done,
            rung=ticket.rung,
            rung_state=str(ticket.rung_state),
            promise_broken=any(one.due_at is not None and self.now >= one.due_at for one in promises),
            supervised=bool(ticket.supervised),
        )

    def ratings_of_this_end(self) -> list[Rating]:
        """What was said since it was last closed."""
        closed_at = self.ticket.closed_at
        return [one for one in self.ratings if closed_at is not None and one.at >= closed_at]

    def _locked(self, actor: User | None) -> Locked:
        parts = SYSTEM if actor is None else self.parts(actor)
        return begin(self.ticket, actor, self.now, parts, self._facts(), self.ledger)

    def _count(self) -> None:
        """Keep the work in hand of the holder."""
        ticket = self.ticket
        minutes = SHARE.get(self.state, 0) * ticket.category.work_hours
        now = (ticket.holder_id, minutes) if ticket.holder_id else None
        if now != self._counted:
            for counted, sign in ((self._counted, -1), (now, 1)):
                if counted is not None:
                    self.desk.minutes_of[counted[0]] += sign * counted[1]
            self._counted = now
