"""Serving a supervised notice (督办): a colour and a text to the holding unit, which must answer in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, WrongState
from tickets.actions._ladder import serve
from tickets.actions._transition import ask, lock, record, write
from tickets.events import NoticeIssued
from tickets.models import Ticket
from tickets.rules.ladder import Colour


@transaction.atomic
def supervise_ticket(*, ref: str, actor: User, at: datetime, version: int, colour: str, text: str) -> Ticket:
    """Over the state, never a state. One notice of a colour is open at a time."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "supervise")
    if len(text.strip()) < 2:
        raise InvalidField(_("请写明督办要求。"), field="text", remedy=_("至少两个字,承办单位会看到。"))
    if locked.ticket.holder_unit_id is None:
        raise WrongState(_("还没有承办单位,不能督办。"), remedy=_("请先交办。"))

    notice = serve(locked.ledger, locked.ticket, at, colour=Colour(colour), by=actor, text=text.strip())
    if notice is None:
        raise WrongState(_("同一颜色的督办单还没有回复。"), remedy=_("请等待回复,或发出更高一级的督办单。"))
    write(locked, row)

    due_at = notice.clock.due_at if notice.clock else None
    return record(locked, NoticeIssued, colour=colour, text=text.strip(), due_at=(due_at or at).isoformat())
