"""Opening a ticket: an enterprise submits it, a cadre raises it in a visit, a coordinator enters it for someone."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.prepared import Given, Prepared
from core.refusals import InvalidField, NotAllowed
from core.text import bigrams
from enterprises.models import Enterprise
from grid.models import Visit
from grid.selectors import scope_for
from tickets.actions._ledger import OneTicket
from tickets.actions._transition import begin_span
from tickets.events import Hearer, TicketResolved, TicketSubmitted
from tickets.models import Category, Outcome, Priority, Source, Ticket
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp
from tickets.selectors.audience import audience, topics
from tickets.selectors.cards import card_of, place_of
from tickets.selectors.intake import owner_for
from tickets.selectors.promises import Promises

_CATEGORY = Prepared(
    lambda _: Category.objects.filter(code=Given("code", CharField(max_length=12)), active=True)
)
OPENERS = frozenset({Role.CONTACT, Role.CADRE, Role.TEAM_LEADER, Role.COORDINATOR})


@transaction.atomic(savepoint=False)
def open_ticket(
    *,
    uuid: uuids.UUID,
    actor: User,
    at: datetime,
    category: str,
    text: str,
    enterprise: uuids.UUID | None = None,
    title: str = "",
    priority: str = Priority.NORMAL,
    visit: uuids.UUID | None = None,
    on_the_spot: bool = False,
    public_reply: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    occurred_at: datetime | None = None,
) -> Ticket:
    """A new ticket in `submitted`, its three clocks running from now; solved on the spot it waits for the
    enterprise's word in `verifying`. Http404 for an enterprise or visit the actor does not serve."""
    if actor.role not in OPENERS:
        raise NotAllowed(_("您的身份不能提交工单。"), remedy=_("请由企业、干部或协调员提交。"))
    scope = scope_for(actor)
    owner = owner_for(scope, enterprise, timezone.localdate(at))
    if owner is None or (enterprise is None and actor.role != Role.CONTACT):
        raise Http404
    seen = _visit(visit, owner, scope_visits=Visit.objects.visible_to(scope)) if visit else None
    if on_the_spot and (actor.role == Role.CONTACT or not public_reply.strip()):
        raise InvalidField(
            _("现场解决需要写明如何解决。"), field="public_reply", remedy=_("请写给企业看的一句话。")
        )
    kind = _category(category)

    ticket = _build(
        uuid, actor, at, owner, kind, text.strip(), title.strip(), priority, seen, contact_name, contact_phone
    )
    ticket.occurred_at = occurred_at
    if on_the_spot:
        if ticket.team_id is None:
            raise InvalidField(
                _("这家企业还没有归属网格。"), field="enterprise", remedy=_("请联系协调员先划定网格。")
            )
        ticket.state, ticket.outcome = State.VERIFYING, Outcome.SOLVED
        ticket.on_the_spot, ticket.public_reply, ticket.resolved_at = True, public_reply.strip(), at
        ticket.holder_unit_id, ticket.holder = ticket.team_id, actor
    ledger = OneTicket(Promises())
    if not on_the_spot:
        ledger.clocks_of(ticket).start_all(at)
        ledger.clocks_of(ticket).wear(at)
    begin_span(ledger, ticket, at)
    ledger.save_new(ticket)
    _publish(ticket, actor, at)

    return ticket


def _build(
    uuid: uuids.UUID,
    actor: User,
    at: datetime,
    owner: Any,
    category: Category,
    text: str,
    title: str,
    priority: str,
    visit: Visit | None,
    contact_name: str,
    contact_phone: str,
) -> Ticket:
    shown = title or _title(text)
    source = {Role.CONTACT: Source.ENTERPRISE, Role.COORDINATOR: Source.COORDINATOR}
    return Ticket(
        uuid=uuid,
        ref=f"QT-{timezone.localtime(at):%Y%m%d}-{owner.number:06d}",
        enterprise=owner,
        category=category,
        priority=priority,
        source=source.get(Role(actor.role), Source.VISIT),
        visit=visit,
        title=shown,
        text=text,
        search=bigrams(f"{shown} {text} {owner.name} {owner.short_name}"),
        contact_name=contact_name or (actor.name if actor.role == Role.CONTACT else ""),
        contact_phone=contact_phone,
        created_by=actor,
        state=State.SUBMITTED,
        team_id=owner.team,
        lamp=Lamp.NONE,
        submitted_at=at,
        updated_at=at,
    )


def _publish(ticket: Ticket, actor: User, at: datetime) -> None:
    after, card = place_of(ticket), card_of(ticket.pk)
    day, named = timezone.localdate(at), topics(ticket, units=(), people=())
    publish(
        TicketSubmitted(
            at=at,
            actor_id=actor.pk,
            topics=named,
            notify=audience(ticket, TicketSubmitted.tells, on=day, actor_id=actor.pk),
            ref=ticket.ref,
            version=ticket.version,
            card=card,
            before=None,
            after=after,
            source=ticket.source,
        )
    )
    if ticket.on_the_spot:
        publish(
            TicketResolved(
                at=at,
                actor_id=actor.pk,
                topics=named,
                notify=audience(ticket, {Hearer.ENTERPRISE}, on=day, actor_id=actor.pk),
                ref=ticket.ref,
                version=ticket.version,
                card=card,
                before=after,
                after=after,
                outcome=ticket.outcome,
                public_reply=ticket.public_reply,
            )
        )


def _category(code: str) -> Category:
    found: Category | None = _CATEGORY.first(None, code=code)
    if found is None:
        raise InvalidField(_("没有这个问题类别。"), field="category", remedy=_("请从类别列表中选择。"))
    return found


def _visit(uuid: uuids.UUID, owner: Enterprise, *, scope_visits: object) -> Visit:
    found = scope_visits.filter(uuid=uuid, enterprise=owner).first()  # type: ignore[attr-defined]
    if found is None:
        raise InvalidField(
            _("没有找到这次走访。"), field="visit", remedy=_("请先提交走访,再提交其中的问题。")
        )
    visit: Visit = found
    return visit


def _title(text: str) -> str:
    """The first sentence, cut to what a card shows."""
    first = text.replace("\n", " ").split("。")[0].strip()
    return first if len(first) <= 40 else first[:39] + "…"
