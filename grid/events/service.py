"""What changes in who serves whom, and how much one can do."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register
from grid.events.names import EnterpriseName, PersonName


@dataclass(frozen=True, kw_only=True)
class ServiceEvent(Event):
    """Something changed in who serves an enterprise."""

    changes_rights = True

    enterprise: EnterpriseName

    @property
    def subject(self) -> str:
        return f"enterprise.{self.enterprise['id']}"


@register
class EnterprisePlaced(ServiceEvent):
    unit: int
    unit_before: int | None
    starts_on: str


@register
class EnterpriseAssigned(ServiceEvent):
    cadre: PersonName
    cadre_before: int | None
    assignment: str
    """primary | backup"""
    starts_on: str


@register
class MemberJoined(Event):
    changes_rights = True

    unit: int
    user: int
    is_lead: bool
    starts_on: str

    @property
    def subject(self) -> str:
        return f"unit.{self.unit}"


@register
class MemberLeft(Event):
    changes_rights = True

    unit: int
    user: int
    ends_on: str

    @property
    def subject(self) -> str:
        return f"unit.{self.unit}"


@register
class CapacitySet(Event):
    """How many hours of work a member may have in hand before new work goes elsewhere; none is no limit."""

    unit: int
    user: int
    hours: int | None

    @property
    def subject(self) -> str:
        return f"unit.{self.unit}"
