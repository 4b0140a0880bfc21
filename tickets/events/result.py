"""How a ticket ends, and what the enterprise says of it."""

from __future__ import annotations

from core.events import register
from tickets.events.base import Hearer, ReasonedEvent, TicketEvent


@register
class TicketResolved(TicketEvent):
    outcome: str
    public_reply: str
    public, mails, tells = True, True, frozenset({Hearer.ENTERPRISE, Hearer.TEAM})


@register
class CallbackStarted(TicketEvent):
    public = True


@register
class TicketConfirmed(TicketEvent):
    score: int
    text: str
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.TEAM})


@register
class TicketRejected(ReasonedEvent):
    public, mails, tells = True, True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})


@register
class TicketRated(TicketEvent):
    score: int
    text: str
    public, tells = True, frozenset({Hearer.HOLDER})


@register
class TicketClosed(ReasonedEvent):
    public, tells = True, frozenset({Hearer.ENTERPRISE, Hearer.HOLDER})


@register
class TicketReopened(ReasonedEvent):
    public, mails, tells = True, True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})


@register
class TicketFailedTwice(TicketEvent):
    """Two assignments have not solved it: it is for those above. The ladder acts on it."""

    why: str
    """redone | returned"""
    tells = frozenset({Hearer.COORDINATORS, Hearer.LEADERS})
