"""The ledger of a sweep: hundreds of locked tickets, read in a constant number of queries and written in as many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from core.database import insert_rows, update_rows
from core.outbox import publish_many
from grid.models import Unit
from grid.rules.absence import Away
from grid.rules.calendar import Calendar
from grid.selectors import UnitCalendars, away
from tickets.actions._clocks import Clocks
from tickets.actions._ledger import ENDING, ORDER, RESTING
from tickets.events import Hearer, PersonCard, TicketCard, TicketEvent, UnitCard
from tickets.models import (
    Clock,
    Escalation,
    Pause,
    RequestKind,
    Span,
    SupervisionNotice,
    Ticket,
    TicketRequest,
)
from tickets.selectors.audience import Audiences
from tickets.selectors.cards import drawn_card
from tickets.selectors.promises import Promises

M = TypeVar("M", bound=Model)
CHANGING: dict[type[Model], tuple[str, ...]] = {
    Ticket: (
        "state",
        "state_before",
        "holder_unit",
        "holder",
        "lamp",
        "due_at",
        "rung",
        "rung_state",
        "rung_since",
        "supervised",
        "review_on",
        "waiting_since",
        "held_for",
        "version",
        "updated_at",
    ),
    Clock: (
        "state",
        "used_seconds",
        "running_since",
        "stopped_at",
        "due_at",
        "alarm_at",
        "calendar",
        "calendar_version",
        "lamp",
        "late_seconds",
        "rung",
        "reminded",
        "budget_seconds",
        "original_due_at",
        "policy",
        "ladder",
        "version",
    ),
    Span: ("ended_at", "working_seconds"),
    Pause: ("ended_at", "ended_by_itself"),
    Escalation: ("state", "ended_at"),
    SupervisionNotice: ("state",),
}
"""What time, or a moved policy, may change of each row."""


class Batch:
    """`changing` names columns of a ticket that are written too. `drop` forgets what one ticket made, so that a fault
    in it costs the others nothing."""

    def __init__(self, tickets: Sequence[Ticket], at: datetime, *, changing: Sequence[str] = ()) -> None:
        self._columns: dict[type[Model], tuple[str, ...]] = dict(CHANGING)
        self._columns[Ticket] += tuple(changing)
        self.promises, self._calendars = Promises(), UnitCalendars()
        self._away: Away | None = None
        keys = [ticket.pk for ticket in tickets]
        resting = [ticket.pk for ticket in tickets if ticket.state in RESTING]
        standing = [ticket.pk for ticket in tickets if ticket.rung]
        served = [ticket.pk for ticket in tickets if ticket.supervised]
        self._clocks = _by_ticket(Clock.objects.all(), keys)
        self._pauses = _by_ticket(Pause.objects.filter(ended_at=None), resting)
        self._spans = _by_ticket(Span.objects.filter(ended_at=None), keys)
        self._rungs = _by_ticket(Escalation.objects.filter(ended_at=None), standing)
        self._notices = _by_ticket(SupervisionNotice.objects.filter(state="open"), served)
        objections = TicketRequest.objects.filter(kind=RequestKind.OBJECTION, decision="")
        self.objected = set(objections.filter(ticket_id__in=keys).values_list("ticket_id", flat=True))
        self._audiences = Audiences(tickets, timezone.localdate(at))
        self._units = _units(tickets)
        self._people = _people(tickets)
        self._living: dict[int, Clocks] = {}
        self._new: list[tuple[int, Model]] = []
        self._changed: dict[tuple[int, int], Model] = {}
        self._events: list[TicketEvent] = []

    def calendar_of(self, unit_id: int | None) -> Calendar:
        return self._calendars.of(unit_id)

    def away(self, at: datetime) -> Away:
        if self._away is None:
            self._away = away(at)
        return self._away

    def add(self, row: Model) -> None:
        ticket: Any = row.ticket  # type: ignore[attr-defined]
        self._new.append((ticket.pk, row))
        if isinstance(row, Span):
            self._spans[ticket.pk] = [row]
        elif isinstance(row, Escalation):
            self._rungs[ticket.pk].append(row)
        elif isinstance(row, SupervisionNotice):
            self._notices[ticket.pk].append(row)

    def change(self, row: Model) -> None:
        if row.pk is not None:
            self._changed[row.ticket_id, id(row)] = row  # type: ignore[attr-defined]

    def clocks_of(self, ticket: Ticket) -> Clocks:
        if ticket.pk not in self._living:
            self._living[ticket.pk] = Clocks(
                ticket,
                self._clocks[ticket.pk],
                next(iter(self._pauses[ticket.pk]), None),
                calendar=self.calendar_of(ticket.holder_unit_id),
                promises=self.promises,
                keeper=self,
            )
        return self._living[ticket.pk]

    def span_of(self, ticket: Ticket) -> Span | None:
        return next(iter(self._spans[ticket.pk]), None)

    def escalations_of(self, ticket: Ticket) -> list[Escalation]:
        return [row for row in self._rungs[ticket.pk] if row.ended_at is None]

    def notices_of(self, ticket: Ticket) -> list[SupervisionNotice]:
        return [row for row in self._notices[ticket.pk] if row.state == "open"]

    def hearers(
        self, ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
    ) -> tuple[int, ...]:
        return self._audiences.of(ticket, hearers, actor_id)

    def save(self, ticket: Ticket) -> None:
        self._changed[ticket.pk, id(ticket)] = ticket

    def flush(self) -> None:
        """Nothing is written before the end."""

    def card(self, ticket: Ticket) -> TicketCard:
        unit, holder = ticket.holder_unit_id, ticket.holder_id
        return drawn_card(ticket, self._units.get(unit or 0), self._people.get(holder or 0))

    def say(self, event: TicketEvent) -> None:
        self._events.append(event)

    def drop(self, ticket: Ticket) -> None:
        """Forget everything about one ticket."""
        self._new = [one for one in self._new if one[0] != ticket.pk]
        self._changed = {key: row for key, row in self._changed.items() if key[0] != ticket.pk}
        self._events = [one for one in self._events if one.ref != ticket.ref]

    def write(self) -> None:
        """Everything, in the order in which rows point to each other; the events last."""
        for model in ENDING:
            self._update(model)
        for model in ORDER:
            insert_rows([row for _, row in self._new if type(row) is model])
        for model in self._columns.keys() - set(ENDING):
            self._update(model)
        publish_many(self._events)

    def _update(self, model: type[Model]) -> None:
        update_rows([row for row in self._changed.values() if type(row) is model], self._columns[model])


def _by_ticket(rows: QuerySet[M], keys: Sequence[int]) -> dict[int, list[M]]:
    """The rows of these tickets, oldest first; no tickets, no query."""
    found: dict[int, list[M]] = defaultdict(list)
    for row in rows.filter(ticket_id__in=keys).order_by("id"):
        found[row.ticket_id].append(row)  # type: ignore[attr-defined]
    return found


def _units(tickets: Sequence[Ticket]) -> dict[int, UnitCard]:
    wanted = {unit for one in tickets for unit in (one.holder_unit_id, one.lead_unit_id) if unit}
    return {
        row.pk: {"id": row.pk, "name": row.name, "name_en": row.name_en, "kind": str(row.kind)}
        for row in Unit.objects.filter(pk__in=wanted)
    }


def _people(tickets: Sequence[Ticket]) -> dict[int, PersonCard]:
    wanted = {one.holder_id for one in tickets if one.holder_id}
    return {
        row.pk: {"id": row.pk, "name": row.name, "role": str(row.role)}
        for row in User.objects.filter(pk__in=wanted)
    }
