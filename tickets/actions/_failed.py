"""Two assignments that did not solve a problem are one too many: those above are told, and the ladder may act."""

from __future__ import annotations

from tickets.actions._transition import Locked, record
from tickets.events import TicketFailedTwice
from tickets.models import Ticket
from tickets.selectors.cards import place_of

TWICE = 2


def tell_failed_twice(locked: Locked, why: str) -> Ticket:
    """Publish it at the second time, once: when `why` ("redone" or "returned") has just become two."""
    if getattr(locked.ticket, why) == TWICE:
        locked.was = place_of(locked.ticket)
        record(locked, TicketFailedTwice, why=why)
    return locked.ticket
