"""How a ticket comes in and finds who has it."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register
from tickets.events.base import Hearer, ReasonedEvent, TicketEvent


@register
class TicketSubmitted(TicketEvent):
    source: str
    public, tells = True, frozenset({Hearer.ENTERPRISE})


@register
class TicketRouted(TicketEvent):
    rule: str
    public, mails, tells = True, True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class RoutingFoundNoRule(TicketEvent):
    tells = frozenset({Hearer.COORDINATORS})


@register
class TicketAccepted(TicketEvent):
    public, tells = True, frozenset({Hearer.ENTERPRISE})


@register
class TicketDeclined(ReasonedEvent):
    public, mails, tells = True, True, frozenset({Hearer.ENTERPRISE})


@register
class InfoAsked(ReasonedEvent):
    public, mails, tells = True, True, frozenset({Hearer.ENTERPRISE})


@register
class InfoSupplied(TicketEvent):
    text: str
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class TicketAssigned(ReasonedEvent):
    private_fields = TicketEvent.private_fields | {"reason"}
    public, mails, tells = True, True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class TicketMerged(TicketEvent):
    into: str
    reason: str
    private_fields = TicketEvent.private_fields | {"into"}
    public, tells = True, frozenset({Hearer.ENTERPRISE, Hearer.HOLDER})


@register
class TicketWithdrawn(ReasonedEvent):
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class TicketCategorised(TicketEvent):
    category: str
    category_before: str


@register
class TicketGivenOut(TicketEvent):
    """It waited in its unit's line; now somebody has it."""

    mails, tells = True, frozenset({Hearer.HOLDER})


@register
class TicketCameBack(TicketEvent):
    """Who was away is back, and has it again from the deputy."""

    tells = frozenset({Hearer.HOLDER})


@dataclass(frozen=True, kw_only=True)
class RuleEvent(Event):
    """The routing rules are no longer what they were."""

    @property
    def subject(self) -> str:
        return "rules"


@register
class RoutingRuleChanged(RuleEvent):
    rule: int
    name: str
    version: int
    change: str
    """added | edited | on | off"""


@register
class RoutingRulesOrdered(RuleEvent):
    rules: list[int]
