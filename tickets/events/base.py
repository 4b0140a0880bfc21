"""The base of ticket events: the card they carry, and where the ticket stood before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypedDict

from core.events import Event


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
    rung_state: str
    rung_since: str | None
    supervised: str
    urged: int
    returned: int
    redone: int
    on_the_spot: bool
    tasks_done: int
    tasks_total: int


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
    LEAD_UNIT_LEADS = "lead_unit_leads"
    """Those who lead the department behind the ticket, whether or not it has reached it."""


VEIL = "ticket_touched"
STAFF_CARD: dict[str, Any] = {
    "rung": 0,
    "returned": 0,
    "rung_state": "",
    "rung_since": None,
    "supervised": "",
    "tasks_done": 0,
    "tasks_total": 0,
}
"""Parts of the card that an enterprise does not read, and what it reads instead."""


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """The base of all ticket events."""

    ref: str
    version: int
    card: TicketCard
    before: Place | None
    after: Place
    acting_for: PersonCard | None = None
    """Who was away when a deputy did this."""

    subject_type = "ticket"
    private_fields = frozenset({"before", "after", "acting_for"})
    tells: ClassVar[frozenset[Hearer]] = frozenset()

    @property
    def subject(self) -> str:
        return self.ref

    @classmethod
    def public_payload(cls, payload: Mapping[str, Any]) -> dict[str, Any]:
        shown = super().public_payload(payload)
        shown["card"] = {**payload["card"], **STAFF_CARD}
        return shown

    @classmethod
    def veiled(cls, payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Its version, which the next verb must name, moves with everything; what moved it stays with staff."""
        kept = {name: payload[name] for name in ("ref", "version", "card")}
        return VEIL, cls.public_payload(kept)


@dataclass(frozen=True, kw_only=True)
class ReasonedEvent(TicketEvent):
    """The base of what is done only with a reason."""

    reason: str
