"""Where a change reads what it needs and leaves what it made: one ticket under an action, or hundreds in a sweep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from core.outbox import publish
from grid.rules.absence import Away
from grid.rules.calendar import Calendar
from grid.selectors import away, calendar_of
from tickets.actions._clocks import Clocks
from tickets.events import Hearer, TicketCard, TicketEvent
from tickets.models import Clock, Escalation, Pause, Span, SupervisionNotice, Ticket
from tickets.rules.lifecycle import State
from tickets.selectors.audience import audience
from tickets.selectors.cards import card_of
from tickets.selectors.promises import Promises

RESTING = (State.NEED_INFO, State.ON_HOLD)


class Ledger(Protocol):
    """What `_transition` asks and tells; implemented here, by the sweep's batch, and by the demo world."""

    promises: Promises

    def calendar_of(self, unit_id: int | None) -> Calendar:
        """The hours that a unit works by."""

    def away(self, at: datetime) -> Away:
        """Everybody who is away, each with a deputy."""

    def add(self, row: Model) -> None:
        """A row that is new."""

    def change(self, row: Model) -> None:
        """A row that is no longer as it was."""

    def clocks_of(self, ticket: Ticket) -> Clocks:
        """The ticket's clocks, the same ones each time."""

    def span_of(self, ticket: Ticket) -> Span | None:
        """The present stretch."""

    def escalations_of(self, ticket: Ticket) -> list[Escalation]:
        """The rungs raised for it that have not ended, oldest first."""

    def notices_of(self, ticket: Ticket) -> list[SupervisionNotice]:
        """Its open supervised notices."""

    def hearers(
        self, ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
    ) -> tuple[int, ...]:
        """Ids of those who are told."""

    def save(self, ticket: Ticket) -> None:
        """The ticket is as it will be recorded."""

    def flush(self) -> None:
        """Write the rows that are new or changed, without the ticket."""

    def card(self, ticket: Ticket) -> TicketCard:
        """Its card as it now is."""

    def say(self, event: TicketEvent) -> None:
        """What happened."""


ORDER: tuple[type[Model], ...] = (Span, Pause, Clock, Escalation, SupervisionNotice)
"""Rows that others point to come first."""
ENDING: tuple[type[Model], ...] = (Span, Pause, SupervisionNotice)
"""Rows of which one at a time is open: the old one is ended before a new one begins."""


@dataclass
class OneTicket:
    """The ledger of an action: reads when asked, writes before each event."""

    promises: Promises

    def __post_init__(self) -> None:
        self._new: dict[int, Model] = {}
        self._changed: dict[int, Model] = {}
        self._clocks: Clocks | None = None
        self._span: Span | None = None
        self._rungs: list[Escalation] | None = None
        self._notices: list[SupervisionNotice] | None = None

    def calendar_of(self, unit_id: int | None) -> Calendar:
        return calendar_of(unit_id)

    def away(self, at: datetime) -> Away:
        return away(at)

    def add(self, row: Model) -> None:
        self._new[id(row)] = row
        if isinstance(row, Span):
            self._span = row
        elif isinstance(row, Escalation):
            self._rungs = [*self.escalations_of(row.ticket), row]
        elif isinstance(row, SupervisionNotice):
            self._notices = [*self.notices_of(row.ticket), row]

    def change(self, row: Model) -> None:
        if id(row) not in self._new:
            self._changed[id(row)] = row

    def clocks_of(self, ticket: Ticket) -> Clocks:
        if self._clocks is None:
            rests = ticket.pk is not None and ticket.state in RESTING
            self._clocks = Clocks(
                ticket,
                Clock.objects.filter(ticket_id=ticket.pk).order_by("id") if ticket.pk else (),
                Pause.objects.filter(ticket_id=ticket.pk, ended_at=None).first() if rests else None,
                calendar=self.calendar_of(ticket.holder_unit_id),
                promises=self.promises,
                keeper=self,
            )
        return self._clocks

    def span_of(self, ticket: Ticket) -> Span | None:
        if self._span is None:
            self._span = ticket.spans.filter(ended_at=None).first()
        return self._span

    def escalations_of(self, ticket: Ticket) -> list[Escalation]:
        if self._rungs is None:
            stands = ticket.pk is not None and ticket.rung
            self._rungs = list(ticket.escalations.filter(ended_at=None).order_by("id")) if stands else []
        return [row for row in self._rungs if row.ended_at is None]

    def notices_of(self, ticket: Ticket) -> list[SupervisionNotice]:
        if self._notices is None:
            served = ticket.pk is not None and ticket.supervised
            self._notices = list(ticket.notices.filter(state="open").order_by("id")) if served else []
        return [row for row in self._notices if row.state == "open"]

    def hearers(
        self, ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
    ) -> tuple[int, ...]:
        return audience(ticket, hearers, on=on, actor_id=actor_id)

    def save_new(self, ticket: Ticket) -> None:
        """A ticket that is new itself, and what was made for it."""
        ticket.save()
        self.flush()

    def save(self, ticket: Ticket) -> None:
        self.flush()
        ticket.save()

    def flush(self) -> None:
        ends = [row for row in self._changed.values() if isinstance(row, ENDING)]
        for row in ends:
            row.save()
        made: dict[type[Model], list[Model]] = {}
        for row in self._new.values():
            made.setdefault(type(row), []).append(row)
        for model in sorted(made, key=ORDER.index):
            QuerySet[Any](model).bulk_create(made[model])
        for row in self._changed.values():
            if not isinstance(row, ENDING):
                row.save()
        self._new.clear()
        self._changed.clear()

    def card(self, ticket: Ticket) -> TicketCard:
        return card_of(ticket.pk)

    def say(self, event: TicketEvent) -> None:
        publish(event)
