"""Objecting (异议退回): the unit says once why it is not the one; the coordinator rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import WrongState
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import ObjectionRaised
from tickets.models import RequestKind, Ticket, TicketRequest


@transaction.atomic
def object_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """An open objection beside the state. A second one by the same unit is refused: a ruling is final."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "object")
    given = reason_given(reason)
    ruled = TicketRequest.objects.filter(
        ticket=locked.ticket, kind=RequestKind.OBJECTION, decision="refused", asked_by=actor
    )
    if ruled.exists():
        raise WrongState(_("异议已经裁定,不能再次提出。"), remedy=_("请按裁定办理,或联系协调员。"))

    TicketRequest.objects.create(
        ticket=locked.ticket, kind=RequestKind.OBJECTION, reason=given, asked_by=actor, asked_at=at
    )
    write(locked, row)

    return record(locked, ObjectionRaised, reason=given)
