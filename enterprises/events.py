"""What happens in the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event, register


@dataclass(frozen=True, kw_only=True)
class EnterpriseEvent(Event):
    """Something that happened to one register entry."""

    enterprise: str
    """Its uuid."""

    @property
    def subject(self) -> str:
        return f"enterprise.{self.enterprise}"


@register
class EnterpriseRegistered(EnterpriseEvent):
    name: str


@register
class EnterpriseUpdated(EnterpriseEvent):
    version: int
    fields: list[str]


@register
class ContactSaved(EnterpriseEvent):
    """A contact was entered or corrected; the number itself stays in the table."""

    changes_rights = True

    contact: int
    name: str


@register
class ContactRevealed(EnterpriseEvent):
    """Somebody looked at a whole telephone number, and said why."""

    contact: int
    reason: str


@register
class ProductionReported(EnterpriseEvent):
    public: ClassVar[bool] = True

    report: str
    reported_on: str
    expected_staff: int
    returned_staff: int
    capacity_percent: int
    state: str
    is_latest: bool


@register
class ReferenceEdited(Event):
    """An administrator changed a reference table."""

    table: str
    key: str
    fields: list[str]

    @property
    def subject(self) -> str:
        return f"{self.table}.{self.key}"[:64]
