"""Many tickets changed as one: locked in the order of their keys, read and written in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from core.scope import Scope
from tickets.actions._batch import Batch
from tickets.actions._teamwork import recounted
from tickets.actions._transition import Locked, begin
from tickets.models import Ticket
from tickets.rules.lifecycle import Facts, Part
from tickets.selectors.parts import facts_of, parts_of

KEPT = ("tasks_done", "tasks_total", "helper_units")


class Many:
    """Locked tickets on one ledger: iterate to change each, then `write`. Without a scope they are the system's."""

    def __init__(
        self,
        tickets: Sequence[Ticket],
        *,
        at: datetime,
        actor: User | None,
        scope: Scope | None = None,
        changing: Sequence[str] = (),
    ) -> None:
        """`changing` names the columns of a ticket that this change writes beside those that time may."""
        self._tickets, self._at, self._actor, self._scope = tickets, at, actor, scope
        self._batch = Batch(tickets, at, changing=changing)

    def __iter__(self) -> Iterator[Locked]:
        for ticket in self._tickets:
            parts, facts = frozenset({Part.SYSTEM}), Facts()
            if self._scope is not None:
                parts, facts = parts_of(ticket, self._scope), facts_of(ticket, self._at)
            yield begin(ticket, self._actor, self._at, parts, facts, self._batch)

    def write(self) -> None:
        """Everything that was done to them, and then what is said of it."""
        self._batch.write()


def lock_many(rows: QuerySet[Any, Any], *, wait: bool = True) -> list[Ticket]:
    """The tickets, locked in the order of their keys. Whoever is at work on one is waited for, or it is left out."""
    locking = rows.select_related("enterprise", "category", "policy", "cause").select_for_update(
        of=("self",), skip_locked=not wait
    )
    return list(locking.order_by("pk"))


def keep_count(tickets: Collection[Ticket]) -> None:
    """Who takes part in each locked ticket, and how many of its sub-tasks are done, counted and kept."""
    moved = []
    for ticket, kept in recounted(tickets):
        if any(getattr(ticket, name) != value for name, value in kept.items()):
            for name, value in kept.items():
                setattr(ticket, name, value)
            moved.append(ticket)
    Ticket.objects.bulk_update(moved, KEPT)


def all_found(refs: Sequence[str], tickets: Collection[Ticket]) -> None:
    """InvalidField that names the first number without a ticket."""
    known = {ticket.ref for ticket in tickets}
    if unknown := [ref for ref in refs if ref not in known]:
        raise InvalidField(
            _("没有在办的工单 %(ref)s。") % {"ref": unknown[0][:24]},
            field="tickets",
            remedy=_("请填写未结束工单的编号。"),
        )
