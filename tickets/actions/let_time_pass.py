"""Time's own verb: what has fallen due is claimed in batches through the partial index, and done in its order.

What it costs grows with what is due, never with what is open. A ticket that somebody is at work on is left for the
next look; one that cannot be brought forward is set aside for five minutes and said aloud, and stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import Prefetch, QuerySet

from core.memory import collected_afterwards
from enterprises.models import Enterprise
from tickets.actions._batch import Batch
from tickets.actions._time import Hands, Life, pass_time
from tickets.actions._transition import begin, record, touch, write
from tickets.models import Clock, Ticket
from tickets.rules.lifecycle import Facts, Part

logger = logging.getLogger(__name__)
BATCH = 500
SET_ASIDE = timedelta(minutes=5)
_TICKETS = (
    Ticket.objects.select_for_update(skip_locked=True)
    # Long texts that no step of time reads, and owners and categories that many share, are not read for each.
    .defer("text", "search", "contact_name", "contact_phone", "public_reply")
    .prefetch_related(
        "category", Prefetch("enterprise", Enterprise.objects.only("uuid", "name", "short_name", "kind"))
    )
)


def let_time_pass(*, at: datetime) -> int:
    """Do everything that is due; answers how many tickets were brought forward. Safe to run twice at once."""
    total = 0
    while True:
        try:
            claimed, moved = _look(at)
        except OperationalError:
            raise
        except DatabaseError:
            logger.exception("a batch of clocks could not be written; its tickets are tried one by one")
            claimed, moved = _one_by_one(at)
        total += moved
        if claimed < BATCH or not moved:
            return total


def due(at: datetime) -> QuerySet[Clock]:
    """The clocks of one look, the first due first. Only clocks that will ring are in the index it walks."""
    return Clock.objects.filter(alarm_at__lte=at).order_by("alarm_at")[:BATCH]


@collected_afterwards()
@transaction.atomic
def _look(at: datetime) -> tuple[int, int]:
    """One batch: how many clocks were claimed, and how many tickets moved."""
    claimed = list(due(at).select_for_update(skip_locked=True).values_list("ticket_id", flat=True))
    return len(claimed), _bring_forward(claimed, at)


def _one_by_one(at: datetime) -> tuple[int, int]:
    keys = list(due(at).values_list("ticket_id", flat=True))
    moved = 0
    for key in dict.fromkeys(keys):
        try:
            with transaction.atomic():
                moved += _bring_forward([key], at)
        except OperationalError:
            raise
        except DatabaseError:
            logger.exception("ticket %s could not be brought forward and is set aside", key)
            _set_aside(key, at)
    return len(keys), moved


def _bring_forward(keys: Sequence[int], at: datetime) -> int:
    if not keys:
        return 0
    found = list(_TICKETS.filter(pk__in=set(keys)).order_by("id"))
    batch = Batch(found, at)
    for ticket in found:
        try:
            pass_time(_life(ticket, batch, at))
        except Exception:
            logger.exception("time stood still for %s: it is set aside", ticket.ref)
            batch.drop(ticket)
            _set_aside(ticket.pk, at)
    batch.write()
    return len(found)


def _life(ticket: Ticket, batch: Batch, at: datetime) -> Life:
    parts = frozenset({Part.SYSTEM})
    locked = begin(ticket, None, at, parts, Facts(), batch)

    return Life(
        ticket=ticket,
        ledger=batch,
        at=at,
        may_move=ticket.pk not in batch.objected,
        hands=Hands(
            write=partial(write, locked), touch=partial(touch, locked), record=partial(record, locked)
        ),
    )


def _set_aside(ticket_id: int, at: datetime) -> None:
    Clock.objects.filter(ticket_id=ticket_id, alarm_at__lte=at).update(alarm_at=at + SET_ASIDE)
