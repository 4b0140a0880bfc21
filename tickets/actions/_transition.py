"""The four beats every verb shares: lock the ticket, ask the table, write, record.

This is the only place that writes a ticket's state.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.prepared import Given, Prepared
from core.refusals import InvalidField, NotAllowed, Stale, WrongState
from grid.rules.absence import stand_in
from grid.rules.calendar import Calendar, between
from grid.selectors import scope_for
from tickets.actions._clocks import Clocks
from tickets.actions._keeping import Resting
from tickets.actions._ladder import stand
from tickets.actions._ledger import Ledger, OneTicket
from tickets.actions._teamwork import end_tasks
from tickets.events import Hearer, PersonCard, Place, TicketEvent
from tickets.models import Span, Ticket
from tickets.rules.lifecycle import (
    ENDED,
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

REF = CharField(max_length=24)
_ROWS = Ticket.objects.select_related("enterprise", "category", "policy").filter(ref=Given("ref", REF))
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
    ledger: Ledger
    was: Place
    was_holder: int | None
    acting_for: PersonCard | None = None
    """The person away for whom the actor stands in."""

    @property
    def state(self) -> State:
        return State(self.ticket.state)

    @property
    def calendar(self) -> Calendar:
        return self.clocks.calendar

    @property
    def clocks(self) -> Clocks:
        return self.ledger.clocks_of(self.ticket)


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
    locked = begin(ticket, actor, at, parts_of(ticket, scope), facts_of(ticket, at))
    if ticket.stands_in:
        gone = User.objects.get(pk=ticket.holder_id)
        locked.acting_for = PersonCard(id=gone.pk, name=gone.name, role=gone.role)
    return locked


def lock_for_system(*, ref: str, at: datetime) -> Locked | None:
    """The ticket locked for the system itself, or None when somebody else is at work on it."""
    ticket = _FREE.first(None, ref=ref)
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
            unfinished=locked.facts.unfinished_tasks,
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
    _keep_place(locked, goal, changes)
    if goal is not locked.state:
        ticket.state_before, ticket.state = ticket.state, goal
    if goal in ENDED and ticket.tasks_done < ticket.tasks_total:
        end_tasks(ticket, at)
    _follow_unit(locked)
    if row.effect is not Effect.NONE:
        clocks.act(row.effect, at, had_unit=had_unit, resting=resting)
    stand(ledger, ticket, row.effect, at)
    settle(locked)


def touch(locked: Locked, **changes: Any) -> None:
    """A change that is no verb (a comment, a lamp, a rung): version and faces, the state stays."""
    for name, value in changes.items():
        setattr(locked.ticket, name, value)
    _follow_unit(locked)
    settle(locked)


def record(
    locked: Locked,
    event: type[TicketEvent],
    *,
    tells: Collection[Hearer] | None = None,
    also: Collection[int] = (),
    **payload: Any,
) -> Ticket:
    """Publish what happened, to those who watch and those who must hear; `also` are told beside the event's own.

    What follows begins from here.
    """
    ticket, at, actor_id = locked.ticket, locked.at, locked.actor.pk if locked.actor else None
    day, here = timezone.localdate(at), place_of(ticket)
    hearers = event.tells if tells is None else event.tells | set(tells)
    locked.ledger.say(
        event(
            at=at,
            actor_id=actor_id,
            topics=topics(ticket, units={locked.was["unit"]}, people={locked.was_holder}),
            notify=_told(locked, {*locked.ledger.hearers(ticket, hearers, on=day, actor_id=actor_id), *also}),
            acting_for=locked.acting_for,
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


def _follow_unit(locked: Locked) -> None:
    """From now on the clocks run by the hours of the unit that holds the ticket."""
    unit = locked.ticket.holder_unit_id
    if (unit or 0) == locked.was["unit"]:
        return
    new = locked.ledger.calendar_of(unit)
    if new.id != locked.calendar.id:
        locked.clocks.change_hours(new, locked.at)


def _keep_place(locked: Locked, goal: State, changes: dict[str, Any]) -> None:
    """Who moves on leaves the line; and work that changes hands is no longer held for somebody away."""
    ticket = locked.ticket
    moved = ticket.holder_unit_id != (locked.was["unit"] or None)
    if "waiting_since" not in changes and (ticket.holder_id or moved or goal is not State.ASSIGNED):
        ticket.waiting_since = None
    if "held_for_id" not in changes and (moved or ticket.holder_id != locked.was_holder):
        ticket.held_for_id = None


def _told(locked: Locked, told: set[int]) -> tuple[int, ...]:
    """Without who did it; and whoever stands in for a holder who is away hears what the holder hears."""
    holder, actor_id = locked.ticket.holder_id, locked.actor.pk if locked.actor else None
    deputy = stand_in(holder, locked.ledger.away(locked.at)) if holder in told and holder else None
    return tuple(sorted(({*told, deputy} if deputy else told) - {actor_id}))


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
        ledger=ledger or OneTicket(Promises()),
        was=place_of(ticket),
        was_holder=ticket.holder_id,
    )
