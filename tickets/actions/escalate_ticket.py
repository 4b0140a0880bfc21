"""Escalating (提级): one rung up by hand, with a reason; by the enterprise once a promise to it is broken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import WrongState
from tickets.actions._ladder import raise_rung
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import Hearer, RungRaised
from tickets.models import Ticket
from tickets.rules.ladder import How, next_rung
from tickets.selectors.promises import rungs_of


@transaction.atomic
def escalate_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """The next rung, before its time; what follows above still derives from the promise, not from today."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "escalate")
    given = reason_given(reason)
    clock = locked.clocks.resolving()
    rung = next_rung(rungs_of(clock.ladder_id), clock.rung) if clock else None
    if clock is None or rung is None:
        raise WrongState(_("已经没有更高的层级。"), remedy=_("请由最高层级继续督办。"))

    how = How.BY_ENTERPRISE if actor.role == Role.CONTACT else How.BY_HAND
    raise_rung(
        locked.ledger, locked.ticket, at, clock=clock, rung=rung, how=how, due_at=at, by=actor, reason=given
    )
    write(locked, row)

    return record(
        locked,
        RungRaised,
        tells={Hearer(one) for one in rung.recipients},
        level=rung.level,
        how=str(how),
        reason=given,
        due_at=at.isoformat(),
        late_by=0,
        notice="",
    )
