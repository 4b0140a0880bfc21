"""Resolving (办结): the holder says what came of it, in words the enterprise reads and judges."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._transition import ask, lock, record, write
from tickets.events import TicketResolved
from tickets.models import Ticket


@transaction.atomic
def resolve_ticket(
    *, ref: str, actor: User, at: datetime, version: int, outcome: str, public_reply: str
) -> Ticket:
    """Resolved, not closed: the enterprise confirms or sends it back. Late is late, whenever anyone looks."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "resolve")
    if len(public_reply.strip()) < 5:
        raise InvalidField(
            _("请写明办理结果。"), field="public_reply", remedy=_("企业会看到这段话,至少五个字。")
        )

    write(locked, row, outcome=outcome, public_reply=public_reply.strip(), resolved_at=at)

    return record(locked, TicketResolved, outcome=outcome, public_reply=public_reply.strip())
