"""Answering a supervised notice: what the unit has done and will do. The answer may be late, and then says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._ladder import answer
from tickets.actions._transition import ask, lock, record, write
from tickets.events import NoticeAnswered
from tickets.models import Ticket


@transaction.atomic
def answer_notice(*, ref: str, actor: User, at: datetime, version: int, text: str) -> Ticket:
    """All open notices are answered with it, and the ticket is no longer under supervision."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "answer_notice")
    given = text.strip()
    if len(given) < 2:
        raise InvalidField(_("请写明办理情况。"), field="text", remedy=_("至少两个字。"))

    notices = answer(locked.ledger, locked.ticket, at, actor, given)
    write(locked, row)

    return record(locked, NoticeAnswered, colours=sorted({str(one.colour) for one in notices}), text=given)
