"""What those who hold a ticket do with it."""

from __future__ import annotations

from core.events import register
from tickets.events.base import Hearer, ReasonedEvent, TicketEvent


@register
class TicketAcknowledged(TicketEvent):
    public, tells = True, frozenset({Hearer.ENTERPRISE})


@register
class ObjectionRaised(ReasonedEvent):
    tells = frozenset({Hearer.COORDINATORS})


@register
class ObjectionRuled(TicketEvent):
    decision: str
    reason: str
    tells = frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class TicketHandedOver(ReasonedEvent):
    """`rung` is the rung that handed it over by itself; 0 when a person did."""

    rung: int = 0
    private_fields = TicketEvent.private_fields | {"reason", "rung"}
    public, mails, tells = True, True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.TEAM})


@register
class ContactRecorded(TicketEvent):
    how: str
    text: str
    private_fields = TicketEvent.private_fields | {"text"}
    public = True


@register
class ExtensionAsked(ReasonedEvent):
    proposed_due_at: str
    tells = frozenset({Hearer.COORDINATORS})


@register
class ExtensionDecided(TicketEvent):
    decision: str
    reason: str
    due_at: str | None
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.ENTERPRISE})


@register
class TicketHeld(ReasonedEvent):
    review_on: str
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.ENTERPRISE})


@register
class TicketResumed(ReasonedEvent):
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.ENTERPRISE})


@register
class TicketUrged(TicketEvent):
    text: str
    nudge = True
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})


@register
class CommentAdded(TicketEvent):
    comment_kind: str
    text: str
    public, tells = True, frozenset({Hearer.ENTERPRISE, Hearer.HOLDER})


@register
class NoteAdded(TicketEvent):
    text: str
    tells = frozenset({Hearer.HOLDER})


@register
class TicketTouched(TicketEvent):
    """As an enterprise's page hears of what is not public: that there is a newer version. Never recorded."""

    public = True


@register
class AttachmentAdded(TicketEvent):
    attachment: str
    name: str
    public = True


@register
class InternalAttachmentAdded(TicketEvent):
    attachment: str
    name: str


@register
class LampChanged(TicketEvent):
    """Nobody did it: time did. Only the turn to red is told to those who must act."""

    lamp: str
    public = True


@register
class TicketOverdue(TicketEvent):
    """The turn to red."""

    late_since: str
    late_by: int = 0
    """Seconds between the moment it fell due and this record."""
    private_fields = TicketEvent.private_fields | {"late_by"}
    nudge = True
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})
