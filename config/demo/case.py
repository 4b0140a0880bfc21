"""One ticket in memory, moved by the same life-cycle table and clocks as the actions move it in the database.

The beats are those of tickets.actions._transition: look how it stood, ask the table, write, record.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from accounts.models import User
from config.demo.clocks import Clocks
from config.demo.desk import Desk
from grid.rules.calendar import between
from tickets.events import LampChanged, Place, TicketCard, TicketEvent, TicketOverdue
from tickets.models import Rating, RequestKind, Span, Ticket, TicketRequest
from tickets.rules.lifecycle import (
    MOST_RETURNS,
    TABLE,
    Facts,
    Part,
    Row,
    State,
    may,
    possible,
    target,
)
from tickets.rules.sla import Lamp
from tickets.rules.staffing import SHARE
from tickets.selectors.audience import topics
from tickets.selectors.parts import REOPEN_WITHIN

SYSTEM = frozenset({Part.SYSTEM})


class IllegalMove(Exception):
    """A story asked for what the life cycle forbids."""


class Case:
    """A ticket with its clocks, spans, requests and ratings. `now` is the moment of its last change."""

    def __init__(self, desk: Desk, ticket: Ticket) -> None:
        self.desk, self.ticket = desk, ticket
        self.clocks = Clocks(ticket, desk.calendar, desk.policies, desk.book)
        self.requests: list[TicketRequest] = []
        self.ratings: list[Rating] = []
        self.now = ticket.submitted_at
        self._span: Span | None = None
        self._had_unit = False
        self._counted: tuple[int, int] | None = None

    @property
    def state(self) -> State:
        return State(self.ticket.state)

    def begin(self) -> None:
        """The first stretch of a new ticket, and its clocks unless it was solved on the spot."""
        self._begin_span(self.now)
        if not self.ticket.on_the_spot:
            self.clocks.start_all(self.now)
            self.clocks.wear(self.now)

    def catch_up(self, at: datetime) -> None:
        """Let time do its own verb: every lamp that changes up to the moment is an event."""
        alarm = self.clocks.alarm()
        while alarm is not None and alarm <= at:
            self._lamp(max(alarm, self.now))
            alarm = self.clocks.alarm()
        self.now = max(self.now, at)

    def do(
        self,
        verb: str,
        event: type[TicketEvent],
        actor: User | None,
        payload: dict[str, Any] | Callable[[], dict[str, Any]],
        prepare: Callable[[], None] | None = None,
        **changes: Any,
    ) -> None:
        """A verb of the life cycle at the present moment of the case. IllegalMove when the table forbids it.

        `prepare` runs when the table has allowed it; a callable payload is asked when all is written.
        """
        was, was_holder = self.place(), self.ticket.holder_id
        row = self._ask(verb, actor)
        if prepare is not None:
            prepare()
        self._write(row, changes)
        self.record(event, actor, was, was_holder, payload() if callable(payload) else payload)

    def touch(
        self, event: type[TicketEvent], actor: User | None, payload: dict[str, Any], **changes: Any
    ) -> None:
        """A change that is no verb."""
        was, was_holder = self.place(), self.ticket.holder_id
        for name, value in changes.items():
            setattr(self.ticket, name, value)
        self._settle()
        self.record(event, actor, was, was_holder, payload)

    def record(
        self,
        event: type[TicketEvent],
        actor: User | None,
        was: Place | None,
        was_holder: int | None,
        payload: dict[str, Any],
        told: tuple[int, ...] | None = None,
    ) -> None:
        """Say what happened, to those who watch and those who must hear (`told`, when it is not the usual ones)."""
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
                card=self.card(),
                before=was,
                after=self.place(),
                **payload,
            )
        )

    def place(self) -> Place:
        """Where the ticket counts on the board."""
        ticket = self.ticket
        return Place(
            unit=ticket.holder_unit_id or 0,
            category=ticket.category_id,
            state=str(ticket.state),
            lamp=str(ticket.lamp),
        )

    def card(self) -> TicketCard:
        """The card as tickets.selectors.cards makes it."""
        ticket, category, owner = self.ticket, self.ticket.category, self.ticket.enterprise
        return {
            "ref": ticket.ref,
            "uuid": str(ticket.uuid),
            "version": ticket.version,
            "title": ticket.title,
            "state": str(ticket.state),
            "lamp": str(ticket.lamp),
            "priority": str(ticket.priority),
            "category": {"code": category.pk, "name": category.name, "name_en": category.name_en},
            "enterprise": {"id": str(owner.uuid), "name": owner.name, "short_name": owner.short_name},
            "unit": self.desk.unit_card(ticket.holder_unit_id),
            "holder": self.desk.person_card(ticket.holder_id),
            "due_at": ticket.due_at.isoformat() if ticket.due_at else None,
            "submitted_at": ticket.submitted_at.isoformat(),
            "updated_at": ticket.updated_at.isoformat(),
            "rung": ticket.rung,
            "urged": ticket.urged,
            "returned": ticket.returned,
            "redone": ticket.redone,
            "on_the_spot": ticket.on_the_spot,
            "tasks_done": ticket.tasks_done,
            "tasks_total": ticket.tasks_total,
        }

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
        return Facts(
            objection_open=self.open_request(RequestKind.OBJECTION) is not None,
            objection_spent=self.objected() or ticket.returned >= MOST_RETURNS,
            extension_open=self.open_request(RequestKind.EXTENSION) is not None,
            extensions_granted=len(granted),
            ratings=len(self.ratings),
            reopen_until_passed=ticket.closed_at is not None and self.now - ticket.closed_at > REOPEN_WITHIN,
        )

    def _write(self, row: Row, changes: dict[str, Any]) -> None:
        ticket = self.ticket
        goal = target(row, self.state, State(ticket.state_before) if ticket.state_before else None)
        for name, value in changes.items():
            setattr(ticket, name, value)
        if goal is not self.state:
            ticket.state_before, ticket.state = ticket.state, goal
        self.clocks.act(row.effect, self.now, had_unit=self._had_unit)
        self._settle()

    def _lamp(self, at: datetime) -> None:
        """What tickets.actions.change_lamps does when a clock's alarm is due."""
        self.now = at
        was, late_since = self.place(), self.ticket.due_at
        self.clocks.wear(at)
        if self.ticket.lamp == was["lamp"]:
            return
        self._settle()
        if self.ticket.lamp == Lamp.RED:
            payload: dict[str, Any] = {"late_since": (late_since or at).isoformat()}
            self.record(TicketOverdue, None, was, self.ticket.holder_id, payload)
        else:
            self.record(LampChanged, None, was, self.ticket.holder_id, {"lamp": str(self.ticket.lamp)})

    def _settle(self) -> None:
        ticket, at = self.ticket, self.now
        self.clocks.wear(at)
        last = self._span
        here = (ticket.state, ticket.holder_unit_id, ticket.holder_id)
        if last is None or (last.state, last.unit_id, last.holder_id) != here:
            if last is not None:
                last.ended_at = at
                last.working_seconds = between(self.desk.calendar, last.started_at, at)
            self._begin_span(at)
        ticket.version += 1
        ticket.updated_at = at
        self._count()

    def _begin_span(self, at: datetime) -> None:
        ticket = self.ticket
        self._span = self.desk.book.add(
            Span(
                ticket=ticket,
                state=ticket.state,
                unit_id=ticket.holder_unit_id,
                holder_id=ticket.holder_id,
                started_at=at,
            )
        )
        self._had_unit = self._had_unit or ticket.holder_unit_id is not None

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
