"""Naming another category: the rules then read the ticket anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketCategorised
from tickets.models import Category, Ticket
from tickets.rules.lifecycle import State


@transaction.atomic
def categorise_ticket(*, ref: str, actor: User, at: datetime, version: int, category: str) -> Ticket:
    """Of that category from now on. What is not yet accepted is routed by the rules once more."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "categorise")
    found = Category.objects.filter(code=category, active=True).first()
    if found is None or found.pk == locked.ticket.category_id:
        raise InvalidField(_("请选择另一个问题类别。"), field="category", remedy=_("请从类别列表中选择。"))
    ticket, before = locked.ticket, locked.ticket.category

    ticket.category = found
    locked.clocks.rebudget(at)
    again = ticket.routing_attempt + (locked.state is State.SUBMITTED)
    write(locked, row, routing_attempt=again)

    return record(locked, TicketCategorised, category=found.pk, category_before=before.pk)
