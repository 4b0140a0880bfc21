"""Merging a duplicate into the ticket that is worked on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import TicketMerged
from tickets.models import Ticket


@transaction.atomic
def merge_ticket(*, ref: str, actor: User, at: datetime, version: int, into: str, reason: str) -> Ticket:
    """Ended here; the enterprise is told where it goes on."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "merge")
    given = reason_given(reason)
    kept = Ticket.objects.open().filter(ref=into.strip()).exclude(pk=locked.ticket.pk).first()
    if kept is None:
        raise InvalidField(
            _("没有找到可以并入的在办工单。"), field="into", remedy=_("请填写另一张未结束工单的编号。")
        )

    write(locked, row, merged_into=kept, closed_at=at)

    return record(locked, TicketMerged, into=kept.ref, reason=given)
