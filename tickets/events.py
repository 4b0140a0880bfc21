"""What tickets publish. Every event carries the card a board shows, and where it stood before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypedDict

from core.events import Event, register


class UnitCard(TypedDict):
    id: int
    name: str
    name_en: str
    kind: str


class PersonCard(TypedDict):
    id: int
    name: str
    role: str


class CategoryCard(TypedDict):
    code: str
    name: str
    name_en: str


class EnterpriseCard(TypedDict):
    id: str
    name: str
    short_name: str


class TicketCard(TypedDict):
    """What lists, boards and frames show of a ticket; moments are ISO 8601."""

    ref: str
    uuid: str
    version: int
    title: str
    state: str
    lamp: str
    priority: str
    category: CategoryCard
    enterprise: EnterpriseCard
    unit: UnitCard | None
    holder: PersonCard | None
    due_at: str | None
    submitted_at: str
    updated_at: str
    rung: int
    urged: int
    returned: int
    redone: int
    on_the_spot: bool


class Place(TypedDict):
    """Where a ticket counts on the board."""

    unit: int
    category: str
    state: str
    lamp: str


class Hearer(StrEnum):
    """Who is told, beside those who watch."""

    HOLDER = "holder"
    UNIT_LEADS = "unit_leads"
    ENTERPRISE = "enterprise"
    COORDINATORS = "coordinators"
    LEADERS = "leaders"
    TEAM = "team"


STAFF_CARD = frozenset({"rung", "returned"})
"""Parts of the card that an enterprise does not read: they become zero."""


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """The base of all ticket events."""

    ref: str
    version: int
    card: TicketCard
    before: Place | None
    after: Place

    subject_type = "ticket"
    private_fields = frozenset({"before", "after"})
    tells: ClassVar[frozenset[Hearer]] = frozenset()

    @property
    def subject(self) -> str:
        return self.ref

    @classmethod
    def public_payload(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        shown = super().public_payload(payload)
        shown["card"] = {key: 0 if key in STAFF_CARD else value for key, value in payload["card"].items()}
        return shown


H = Hearer


@register
@dataclass(frozen=True, kw_only=True)
class TicketSubmitted(TicketEvent):
    source: str
    public, tells = True, frozenset({H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class TicketRouted(TicketEvent):
    rule: str
    public, mails, tells = True, True, frozenset({H.HOLDER, H.UNIT_LEADS})


@register
@dataclass(frozen=True, kw_only=True)
class RoutingFoundNoRule(TicketEvent):
    tells = frozenset({H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketAccepted(TicketEvent):
    public, tells = True, frozenset({H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class TicketDeclined(TicketEvent):
    reason: str
    public, mails, tells = True, True, frozenset({H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class InfoAsked(TicketEvent):
    reason: str
    public, mails, tells = True, True, frozenset({H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class InfoSupplied(TicketEvent):
    text: str
    public, tells = True, frozenset({H.HOLDER, H.UNIT_LEADS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketAssigned(TicketEvent):
    reason: str
    private_fields = TicketEvent.private_fields | {"reason"}
    public, mails, tells = True, True, frozenset({H.HOLDER, H.UNIT_LEADS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketAcknowledged(TicketEvent):
    public, tells = True, frozenset({H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(TicketEvent):
    reason: str
    tells = frozenset({H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class ObjectionRuled(TicketEvent):
    decision: str
    reason: str
    tells = frozenset({H.HOLDER, H.UNIT_LEADS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketHandedOver(TicketEvent):
    reason: str
    private_fields = TicketEvent.private_fields | {"reason"}
    public, mails, tells = True, True, frozenset({H.HOLDER, H.UNIT_LEADS, H.TEAM})


@register
@dataclass(frozen=True, kw_only=True)
class ContactRecorded(TicketEvent):
    how: str
    text: str
    private_fields = TicketEvent.private_fields | {"text"}
    public = True


@register
@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(TicketEvent):
    reason: str
    proposed_due_at: str
    tells = frozenset({H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class ExtensionDecided(TicketEvent):
    decision: str
    reason: str
    due_at: str | None
    public, tells = True, frozenset({H.HOLDER, H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class TicketHeld(TicketEvent):
    reason: str
    review_on: str
    public, tells = True, frozenset({H.HOLDER, H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class TicketResumed(TicketEvent):
    reason: str
    public, tells = True, frozenset({H.HOLDER, H.ENTERPRISE})


@register
@dataclass(frozen=True, kw_only=True)
class TicketResolved(TicketEvent):
    outcome: str
    public_reply: str
    public, mails, tells = True, True, frozenset({H.ENTERPRISE, H.TEAM})


@register
@dataclass(frozen=True, kw_only=True)
class CallbackStarted(TicketEvent):
    public = True


@register
@dataclass(frozen=True, kw_only=True)
class TicketConfirmed(TicketEvent):
    score: int
    text: str
    public, tells = True, frozenset({H.HOLDER, H.TEAM})


@register
@dataclass(frozen=True, kw_only=True)
class TicketRejected(TicketEvent):
    reason: str
    public, mails, tells = True, True, frozenset({H.HOLDER, H.UNIT_LEADS, H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketRated(TicketEvent):
    score: int
    text: str
    public, tells = True, frozenset({H.HOLDER})


@register
@dataclass(frozen=True, kw_only=True)
class TicketClosed(TicketEvent):
    reason: str
    public, tells = True, frozenset({H.ENTERPRISE, H.HOLDER})


@register
@dataclass(frozen=True, kw_only=True)
class TicketReopened(TicketEvent):
    reason: str
    public, mails, tells = True, True, frozenset({H.HOLDER, H.UNIT_LEADS, H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketWithdrawn(TicketEvent):
    reason: str
    public, tells = True, frozenset({H.HOLDER, H.UNIT_LEADS})


@register
@dataclass(frozen=True, kw_only=True)
class TicketMerged(TicketEvent):
    into: str
    reason: str
    private_fields = TicketEvent.private_fields | {"into"}
    public, tells = True, frozenset({H.ENTERPRISE, H.HOLDER})


@register
@dataclass(frozen=True, kw_only=True)
class TicketUrged(TicketEvent):
    text: str
    public, tells = True, frozenset({H.HOLDER, H.UNIT_LEADS, H.COORDINATORS})


@register
@dataclass(frozen=True, kw_only=True)
class CommentAdded(TicketEvent):
    comment_kind: str
    text: str
    public, tells = True, frozenset({H.ENTERPRISE, H.HOLDER})


@register
@dataclass(frozen=True, kw_only=True)
class NoteAdded(TicketEvent):
    text: str
    tells = frozenset({H.HOLDER})


@register
@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(TicketEvent):
    attachment: str
    name: str
    public = True


@register
@dataclass(frozen=True, kw_only=True)
class InternalAttachmentAdded(TicketEvent):
    attachment: str
    name: str


@register
@dataclass(frozen=True, kw_only=True)
class LampChanged(TicketEvent):
    """Nobody did it: time did. Only the turn to red is told to those who must act."""

    lamp: str
    public = True


@register
@dataclass(frozen=True, kw_only=True)
class TicketOverdue(TicketEvent):
    """The turn to red."""

    late_since: str
    public, tells = True, frozenset({H.HOLDER, H.UNIT_LEADS, H.COORDINATORS})
