"""Asking for more time, before the deadline, with a new one and a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, WrongState
from grid.rules.calendar import between
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import ExtensionAsked
from tickets.models import RequestKind, Ticket, TicketRequest

MOST_WORKING_DAYS = 30


@transaction.atomic
def ask_extension(
    *, ref: str, actor: User, at: datetime, version: int, due_at: datetime, reason: str
) -> Ticket:
    """An open request beside the state; the clock runs until it is granted.

    The first asks for at most as long again as was promised, any for a promise of at most 30 working days in all.
    """
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "ask_extension")
    given = reason_given(reason)
    clock = locked.clocks.resolving()
    if clock is None or clock.due_at is None or at >= clock.due_at:
        raise WrongState(
            _("期限已过,不能再申请延期。"), field="due_at", remedy=_("请尽快办结,或由领导决定挂账。")
        )
    # Counted as the promise is: what rested (an answer awaited, a matter on hold) is no part of it.
    more, day = between(locked.calendar, clock.due_at, due_at), locked.calendar.day_seconds()
    if due_at <= clock.due_at or clock.budget_seconds + more > MOST_WORKING_DAYS * day:
        raise InvalidField(
            _("新期限应晚于现在的期限,合计不超过 30 个工作日。"),
            field="due_at",
            remedy=_("请重新选择日期。"),
        )
    if not locked.facts.extensions_granted and more > clock.budget_seconds:
        raise InvalidField(
            _("第一次延期不能超过原来的时长(%(days)s 个工作日)。")
            % {"days": f"{clock.budget_seconds / day:.1f}".removesuffix(".0")},
            field="due_at",
            remedy=_("请选择更早的日期;仍不够时,可再由领导批准一次。"),
        )

    TicketRequest.objects.create(
        ticket=locked.ticket,
        kind=RequestKind.EXTENSION,
        reason=given,
        asked_by=actor,
        asked_at=at,
        proposed_due_at=due_at,
    )
    write(locked, row)

    return record(locked, ExtensionAsked, reason=given, proposed_due_at=due_at.isoformat())
