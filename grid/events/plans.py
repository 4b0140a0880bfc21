"""What happens to planned visits, and to the feed that shows them."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register
from grid.events.names import EnterpriseName, PersonName


@dataclass(frozen=True, kw_only=True)
class PlanEvent(Event):
    """Something about one planned visit."""

    planned: str
    """Its uuid."""
    enterprise: EnterpriseName
    cadre: PersonName
    on: str

    @property
    def subject(self) -> str:
        return f"plan.{self.planned}"


@register
class VisitPlanned(PlanEvent):
    """Planned by a person, or what another unit wants was added to what was planned already."""

    merged: bool
    purpose: str


@register
class PlannedVisitMoved(PlanEvent):
    on_before: str


@register
class PlannedVisitDropped(PlanEvent):
    reason: str


@register
class WeekPlanned(Event):
    """A week of visits was reckoned for somebody."""

    cadre: PersonName
    monday: str
    visits: int
    left_out: int
    metres: int

    @property
    def subject(self) -> str:
        return f"user.{self.cadre['id']}"


@register
class CalendarFeedChanged(Event):
    """The address of somebody's calendar feed was made anew, or revoked."""

    user: int
    made: bool

    @property
    def subject(self) -> str:
        return f"user.{self.user}"
