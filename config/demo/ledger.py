"""The ledger of one drawn ticket: rows go into the book, events into the log, and nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Model

from config.demo.desk import Desk
from grid.rules.absence import Away
from grid.rules.calendar import Calendar
from tickets.actions._clocks import Clocks
from tickets.events import Hearer, TicketCard, TicketEvent
from tickets.models import Escalation, Span, SupervisionNotice, Ticket
from tickets.selectors.cards import drawn_card


class DrawnTicket:
    """What tickets.actions._transition writes into when it moves a ticket of the demo world."""

    def __init__(self, desk: Desk, ticket: Ticket) -> None:
        self.promises = desk.promises
        self._desk = desk
        self._span: Span | None = None
        self._rungs: list[Escalation] = []
        self._notices: list[SupervisionNotice] = []
        self._clocks = Clocks(ticket, (), None, calendar=desk.calendar, promises=self.promises, keeper=self)

    def calendar_of(self, unit_id: int | None) -> Calendar:
        """All of the demo world works by the zone's hours."""
        return self._desk.calendar

    def away(self, at: datetime) -> Away:
        """Nobody is away before the present moment of the world."""
        return {}

    def add(self, row: Model) -> None:
        self._desk.book.add(row)
        if isinstance(row, Span):
            self._span = row
        elif isinstance(row, Escalation):
            self._rungs.append(row)
        elif isinstance(row, SupervisionNotice):
            self._notices.append(row)

    def change(self, row: Model) -> None:
        """The book keeps the row itself."""

    def clocks_of(self, ticket: Ticket) -> Clocks:
        return self._clocks

    def span_of(self, ticket: Ticket) -> Span | None:
        return self._span

    def escalations_of(self, ticket: Ticket) -> list[Escalation]:
        return [row for row in self._rungs if row.ended_at is None]

    def notices_of(self, ticket: Ticket) -> list[SupervisionNotice]:
        return [row for row in self._notices if row.state == "open"]

    def hearers(
        self, ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
    ) -> tuple[int, ...]:
        return self._desk.hearers(ticket, hearers, on=on, actor_id=actor_id)

    def save(self, ticket: Ticket) -> None:
        """The book keeps the ticket itself."""

    def flush(self) -> None:
        """All is written at the end of the world."""

    def card(self, ticket: Ticket) -> TicketCard:
        desk = self._desk
        return drawn_card(ticket, desk.unit_card(ticket.holder_unit_id), desk.person_card(ticket.holder_id))

    def say(self, event: TicketEvent) -> None:
        self._desk.log.say(event)
