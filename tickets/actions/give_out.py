"""Giving out what waits: oldest first, whenever somebody has room again; and handing back to who returned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from grid.models import Absence, Membership
from tickets.actions._staff import hold_line, line_of, staff
from tickets.actions._transition import Locked, ask, lock_for_system, record, touch, write
from tickets.actions.route_ticket import rule_of
from tickets.events import TicketCameBack, TicketGivenOut
from tickets.models import RoutingStep, Ticket

BATCH = 50


def give_out(*, at: datetime) -> int:
    """Give the heads of all units' lines to whoever has room; answers how many were given. Safe to run twice at
    once: each line is held by one at a time, and its head is never passed by."""
    waiting = Ticket.objects.filter(waiting_since__isnull=False)
    units = list(waiting.order_by().values_list("holder_unit_id", flat=True).distinct())
    return sum(_line(unit, at) for unit in units)


def hand_back(*, at: datetime) -> int:
    """What deputies were given for somebody who is present again goes back there; answers how many did."""
    still = Absence.objects.during(at).filter(user_id=OuterRef("held_for_id"))
    rows = Ticket.objects.open().filter(held_for__isnull=False).exclude(Exists(still)).order_by("id")
    return sum(_back(ref, at) for ref in list(rows.values_list("ref", flat=True)[:BATCH]))


def _line(unit: int, at: datetime) -> int:
    given = 0
    while given < BATCH:
        with transaction.atomic():
            hold_line(unit)
            head = line_of(unit).values_list("ref", flat=True).first()
            if head is None or not _give(head, unit, at):
                break
        given += 1
    return given


def _give(ref: str, unit: int, at: datetime) -> bool:
    """False when nobody has room, or somebody is at work on the ticket: then the line waits, and nobody overtakes."""
    locked = lock_for_system(ref=ref, at=at)
    if locked is None or locked.ticket.waiting_since is None:
        return False
    rule = rule_of(locked.ticket)
    choice, outcome = staff(locked.ticket, unit, at, strategy=rule.strategy, named=rule.person, behind=False)
    if choice.person is None:
        return False
    waited = locked.ticket.waiting_since
    write(locked, ask(locked, "give_out"), holder_id=choice.person, held_for_id=choice.stands_for)
    _step(locked, "given", {**outcome, "waited_since": waited.isoformat()})
    record(locked, TicketGivenOut)
    return True


@transaction.atomic
def _back(ref: str, at: datetime) -> int:
    locked = lock_for_system(ref=ref, at=at)
    if locked is None or locked.ticket.held_for_id is None:
        return 0
    ticket = locked.ticket
    returned, deputy = ticket.held_for, ticket.holder
    member = Membership.objects.current(timezone.localdate(at)).filter(
        user_id=ticket.held_for_id, unit_id=ticket.holder_unit_id, user__is_active=True
    )
    if returned is None or not member.exists():
        Ticket.objects.filter(pk=ticket.pk).update(held_for=None)
        return 0
    touch(locked, holder_id=returned.pk, held_for_id=None)
    _step(
        locked,
        "back",
        {
            "person": returned.pk,
            "name": returned.name,
            "from": deputy.pk if deputy else None,
            "from_name": deputy.name if deputy else "",
        },
    )
    record(locked, TicketCameBack)
    return 1


def _step(locked: Locked, step: str, outcome: dict[str, Any]) -> None:
    before = RoutingStep.objects.filter(ticket=locked.ticket, step=step).count()
    RoutingStep.objects.create(
        ticket=locked.ticket, step=step, attempt=before + 1, at=locked.at, outcome=outcome
    )
