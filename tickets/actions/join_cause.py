"""A ticket joins the cause it shares with others, or leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField
from grid.selectors import scope_for
from tickets.actions._many import Many, all_found, keep_count, lock_many
from tickets.actions._teamwork import recount, room_for, unit_card
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import CauseJoined, CauseLeft
from tickets.models import CommonCause, Ticket
from tickets.selectors.parts import with_parts


@transaction.atomic
def join_cause(*, ref: str, actor: User, at: datetime, version: int | None, cause: str) -> Ticket:
    """The cause's unit sees the ticket from now on; its holder keeps it, and its clocks go on."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "join_cause")
    found = (
        CommonCause.objects.exclude(state="closed").filter(ref=cause.strip()).select_related("unit").first()
    )
    if found is None:
        raise InvalidField(
            _("没有找到处理中的共性问题。"), field="cause", remedy=_("请从共性问题列表中选择。")
        )
    room_for(found.tickets.count() + 1, field="cause")

    locked.ticket.cause = found
    write(locked, row, **recount(locked.ticket))

    return record(
        locked, CauseJoined, cause=found.ref, title=found.title, cause_unit=dict(unit_card(found.unit))
    )


def join_many(cause: CommonCause, refs: Sequence[str], *, actor: User, at: datetime) -> None:
    """The tickets named join as one, in a constant number of queries; none does unless each may."""
    scope = scope_for(actor)
    tickets = lock_many(with_parts(Ticket.objects.visible_to(scope).filter(ref__in=refs), scope))
    all_found(refs, tickets)
    many = Many(tickets, at=at, actor=actor, scope=scope, changing=("cause",))

    joining = [(locked, ask(locked, "join_cause")) for locked in many]
    for ticket in tickets:
        ticket.cause = cause
    keep_count(tickets)

    for locked, row in joining:
        write(locked, row)
        record(
            locked, CauseJoined, cause=cause.ref, title=cause.title, cause_unit=dict(unit_card(cause.unit))
        )
    many.write()


@transaction.atomic
def leave_cause(*, ref: str, actor: User, at: datetime, version: int, reason: str) -> Ticket:
    """It turned out to be another problem."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "leave_cause")
    given = reason_given(reason)
    left = locked.ticket.cause
    assert left is not None

    locked.ticket.cause = None
    write(locked, row, **recount(locked.ticket))

    return record(locked, CauseLeft, cause=left.ref, reason=given)
