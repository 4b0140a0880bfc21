"""The four beats every verb shares: lock the ticket, ask the table, write, record.

This is the only place that writes a ticket's state.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, NotAllowed, Stale, WrongState
from grid.rules.calendar import Calendar, between
from grid.selectors import scope_for, zone_calendar
from tickets.actions._clocks import Clocks
from tickets.actions._keeping import Resting
from tickets.actions._ladder import stand
from tickets.actions._ledger import Ledger, OneTicket
from tickets.events import Hearer, Place, TicketEvent
from tickets.models import Span, Ticket
from tickets.rules.lifecycle import (
    TABLE,
    Effect,
    Facts,
    Part,
    Row,
    State,
    may,
    possible,
    target,
)
from tickets.selectors.audience import topics
from tickets.selectors.cards import card_of, place_of
from tickets.selectors.parts import facts_of, parts_of, with_parts
from tickets.selectors.promises import Promises


@dataclass(kw_only=True)
class Locked:
    """A ticket under lock, who is at work on it, and how it stood."""

    ticket: Ticket
    actor: User | None
    at: datetime
    parts: frozenset[Part]
    facts: Facts
    ledger: Ledger
    was: Place
    was_holder: int | None

    @property
    def state(self) -> State:
        return State(self.ticket.state)

    @property
    def calendar(self) -> Calendar:
        return self.ledger.calendar

    @property
    def clocks(self) -> Clocks:
        return self.ledger.clocks_of(self.ticket)


def lock(*, ref: str, actor: User, at: datetime, version: int | None) -> Locked:
    """The visible ticket, locked. Http404 when hidden or missing; Stale when it has moved on."""
    scope = scope_for(actor)
    rows = with_parts(Ticket.objects.visible_to(scope), scope).select_related("enterprise", "category")
    ticket = rows.select_for_update(of=("self",)).filter(ref=ref).first()
    if ticket is None:
        raise Http404
    if version is not None and ticket.version != version:
        raise Stale(
            _("工单刚刚被更新,您看到的是第 %(seen)d 版,现在是第 %(now)d 版。")
            % {"seen": version, "now": ticket.version},
            remedy=_("请查看最新内容后再操作。"),
            current=card_of(ticket.pk),
        )
    return begin(ticket, actor, at, parts_of(ticket, scope), facts_of(ticket, at))


def lock_for_system(*, ref: str, at: datetime) -> Locked | None:
    """The ticket locked for the system itself, or None when somebody else is at work on it."""
    rows = Ticket.objects.select_related("enterprise", "category")
    ticket = rows.select_for_update(of=("self",), skip_locked=True).filter(ref=ref).first()
    return None if ticket is None else begin(ticket, None, at, frozenset({Part.SYSTEM}), Facts())


def ask(locked: Locked, verb: str) -> Row:
    """The table's row for the verb, or a refusal that says why and what is possible."""
    row = TABLE[verb]
    if not may(verb, locked.parts, locked.facts):
        raise NotAllowed(_("您不能对这张工单做这项操作。"), remedy=_("请联系承办单位或协调员。"), verb=verb)
    if locked.state not in row.sources or not possible(verb, locked.facts):
        raise WrongState(
            _("工单现在的状态不允许这项操作。"),
            remedy=_("请刷新后查看现在可以做什么。"),
            verb=verb,
            state=locked.ticket.state,
        )
    return row


def write(locked: Locked, row: Row, *, resting: Resting | None = None, **changes: Any) -> None:
    """Move the ticket along the row: state, holder, spans, clocks, ladder, version."""
    ticket, at, ledger = locked.ticket, locked.at, locked.ledger
    came_from = State(ticket.state_before) if ticket.state_before else None
    goal = target(row, locked.state, came_from)
    clocks, had_unit = locked.clocks, ticket.holder_unit_id is not None
    for name, value in changes.items():
        setattr(ticket, name, value)
    if goal is not locked.state:
        ticket.state_before, ticket.state = ticket.state, goal
    if row.effect is not Effect.NONE:
        clocks.act(row.effect, at, had_unit=had_unit, resting=resting)
    stand(ledger, ticket, row.effect, at)
    settle(locked)


def touch(locked: Locked, **changes: Any) -> None:
    """A change that is no verb (a comment, a lamp, a rung): version and faces, the state stays."""
    for name, value in changes.items():
        setattr(locked.ticket, name, value)
    settle(locked)


def record(
    locked: Locked, event: type[TicketEvent], *, tells: Collection[Hearer] | None = None, **payload: Any
) -> Ticket:
    """Publish what happened, to those who watch and those who must hear. What follows begins from here."""
    ticket, at, actor_id = locked.ticket, locked.at, locked.actor.pk if locked.actor else None
    day, here = timezone.localdate(at), place_of(ticket)
    hearers = event.tells if tells is None else event.tells | set(tells)
    locked.ledger.say(
        event(
            at=at,
            actor_id=actor_id,
            topics=topics(ticket, units={locked.was["unit"]}, people={locked.was_holder}),
            notify=locked.ledger.hearers(ticket, hearers, on=day, actor_id=actor_id),
            ref=ticket.ref,
            version=ticket.version,
            card=locked.ledger.card(ticket),
            before=locked.was if locked.was["state"] else None,
            after=here,
            **payload,
        )
    )
    locked.was, locked.was_holder = here, ticket.holder_id
    return ticket


def reason_given(reason: str) -> str:
    """A reason that says something. InvalidField otherwise."""
    if len(reason.strip()) < 2:
        raise InvalidField(_("请写明原因。"), field="reason", remedy=_("至少两个字,办理各方都会看到。"))
    return reason.strip()


def begin_span(ledger: Ledger, ticket: Ticket, at: datetime) -> None:
    """A stretch in the present state with the present holder."""
    ledger.add(
        Span(
            ticket=ticket,
            state=str(ticket.state),
            unit_id=ticket.holder_unit_id,
            holder_id=ticket.holder_id,
            started_at=at,
        )
    )


def settle(locked: Locked) -> None:
    """Faces, spans and version after a change, and everything saved."""
    ticket, at, ledger = locked.ticket, locked.at, locked.ledger
    locked.clocks.wear(at)
    last = ledger.span_of(ticket)
    here = (ticket.state, ticket.holder_unit_id, ticket.holder_id)
    if last is None or (last.state, last.unit_id, last.holder_id) != here:
        if last is not None:
            last.ended_at = at
            last.working_seconds = between(locked.calendar, last.started_at, at)
            ledger.change(last)
        begin_span(ledger, ticket, at)
    ticket.version += 1
    ticket.updated_at = at
    ledger.save(ticket)


def begin(
    ticket: Ticket,
    actor: User | None,
    at: datetime,
    parts: frozenset[Part],
    facts: Facts,
    ledger: Ledger | None = None,
) -> Locked:
    """A ticket at the beginning of a change."""
    return Locked(
        ticket=ticket,
        actor=actor,
        at=at,
        parts=parts,
        facts=facts,
        ledger=ledger or OneTicket(zone_calendar(), Promises()),
        was=place_of(ticket),
        was_holder=ticket.holder_id,
    )
