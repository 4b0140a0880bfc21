"""The four beats every verb shares: lock the ticket, ask the table, write, record.

This is the only place that writes a ticket's state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.prepared import Given, Prepared
from core.refusals import InvalidField, NotAllowed, Stale, WrongState
from grid.rules.calendar import Calendar, between
from grid.selectors import scope_for, zone_calendar
from tickets.actions import _clocks
from tickets.events import Place, TicketEvent
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
from tickets.selectors.audience import audience, topics
from tickets.selectors.cards import card_of, place_of
from tickets.selectors.parts import facts_of, parts_of, with_parts

REF = CharField(max_length=24)
_ROWS = Ticket.objects.select_related("enterprise", "category").filter(ref=Given("ref", REF))
_VISIBLE = Prepared(lambda scope: with_parts(_ROWS.visible_to(scope), scope).select_for_update(of=("self",)))
_FREE = Prepared(lambda _: _ROWS.select_for_update(of=("self",), skip_locked=True))


@dataclass(kw_only=True)
class Locked:
    """A ticket under lock, who is at work on it, and how it stood."""

    ticket: Ticket
    actor: User | None
    at: datetime
    parts: frozenset[Part]
    facts: Facts
    calendar: Calendar
    was: Place
    was_holder: int | None

    @property
    def state(self) -> State:
        return State(self.ticket.state)


def lock(*, ref: str, actor: User, at: datetime, version: int | None) -> Locked:
    """The visible ticket, locked. Http404 when hidden or missing; Stale when it has moved on."""
    scope = scope_for(actor)
    ticket = _VISIBLE.first(scope, ref=ref)
    if ticket is None:
        raise Http404
    if version is not None and ticket.version != version:
        raise Stale(
            _("工单刚刚被更新,您看到的是第 %(seen)d 版,现在是第 %(now)d 版。")
            % {"seen": version, "now": ticket.version},
            remedy=_("请查看最新内容后再操作。"),
            current=card_of(ticket.pk),
        )
    return _locked(ticket, actor, at, parts_of(ticket, scope), facts_of(ticket, at))


def lock_for_system(*, ref: str, at: datetime) -> Locked | None:
    """The ticket locked for the system itself, or None when somebody else is at work on it."""
    ticket = _FREE.first(None, ref=ref)
    return None if ticket is None else _locked(ticket, None, at, frozenset({Part.SYSTEM}), Facts())


def newly(ticket: Ticket, actor: User, at: datetime, calendar: Calendar) -> Locked:
    """A ticket made in this very transaction."""
    return _locked(ticket, actor, at, frozenset(), Facts(), calendar)


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


def write(locked: Locked, row: Row, **changes: Any) -> None:
    """Move the ticket along the row: state, holder, spans, clocks, version."""
    ticket, at = locked.ticket, locked.at
    came_from = State(ticket.state_before) if ticket.state_before else None
    goal = target(row, locked.state, came_from)
    for name, value in changes.items():
        setattr(ticket, name, value)
    if goal is not locked.state:
        ticket.state_before, ticket.state = ticket.state, goal
    _clocks.act(ticket, row.effect, locked.calendar, at)
    _settle(locked)


def touch(locked: Locked, *, effect: Effect = Effect.NONE, **changes: Any) -> None:
    """A change that is no verb (a comment, a lamp): version and clocks, the state stays."""
    for name, value in changes.items():
        setattr(locked.ticket, name, value)
    _clocks.act(locked.ticket, effect, locked.calendar, locked.at)
    _settle(locked)


def record(locked: Locked, event: type[TicketEvent], **payload: Any) -> Ticket:
    """Publish what happened, to those who watch and those who must hear."""
    ticket, at, actor_id = locked.ticket, locked.at, locked.actor.pk if locked.actor else None
    day = timezone.localdate(at)
    publish(
        event(
            at=at,
            actor_id=actor_id,
            topics=topics(ticket, units={locked.was["unit"]}, people={locked.was_holder}),
            notify=audience(ticket, event.tells, on=day, actor_id=actor_id),
            ref=ticket.ref,
            version=ticket.version,
            card=card_of(ticket.pk),
            before=locked.was if locked.was["state"] else None,
            after=place_of(ticket),
            **payload,
        )
    )
    return ticket


def reason_given(reason: str) -> str:
    """A reason that says something. InvalidField otherwise."""
    if len(reason.strip()) < 2:
        raise InvalidField(_("请写明原因。"), field="reason", remedy=_("至少两个字,办理各方都会看到。"))
    return reason.strip()


def begin_span(ticket: Ticket, at: datetime) -> None:
    """The first stretch of a new ticket."""
    Span.objects.create(
        ticket=ticket,
        state=ticket.state,
        unit_id=ticket.holder_unit_id,
        holder_id=ticket.holder_id,
        started_at=at,
    )


def _settle(locked: Locked) -> None:
    """Faces, spans and version after a change, in one save."""
    ticket, at = locked.ticket, locked.at
    _clocks.wear(ticket, locked.calendar, at)
    last = ticket.spans.filter(ended_at=None).first()
    here = (ticket.state, ticket.holder_unit_id, ticket.holder_id)
    if last is None or (last.state, last.unit_id, last.holder_id) != here:
        if last is not None:
            last.ended_at = at
            last.working_seconds = between(locked.calendar, last.started_at, at)
            last.save(update_fields=["ended_at", "working_seconds"])
        begin_span(ticket, at)
    ticket.version += 1
    ticket.updated_at = at
    ticket.save()


def _locked(
    ticket: Ticket,
    actor: User | None,
    at: datetime,
    parts: frozenset[Part],
    facts: Facts,
    calendar: Calendar | None = None,
) -> Locked:
    return Locked(
        ticket=ticket,
        actor=actor,
        at=at,
        parts=parts,
        facts=facts,
        calendar=calendar or zone_calendar(),
        was=place_of(ticket),
        was_holder=ticket.holder_id,
    )
