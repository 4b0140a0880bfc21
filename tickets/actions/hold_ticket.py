"""Putting a long-running matter on hold (挂账) until a day of review."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._keeping import Resting
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketHeld
from tickets.models import Ticket


@transaction.atomic
def hold_ticket(*, ref: str, actor: User, at: datetime, version: int, reason: str, review_on: date) -> Ticket:
    """On hold with a reason and a day of review; the clocks rest and the lamp is grey."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "hold")
    given = reason_given(reason)
    if review_on <= timezone.localdate(at):
        raise InvalidField(_("复核日期应在今天之后。"), field="review_on", remedy=_("请选择一个以后的日期。"))

    write(locked, row, resting=Resting(reason="hold", text=given, review_on=review_on), review_on=review_on)

    return record(locked, TicketHeld, reason=given, review_on=review_on.isoformat())
