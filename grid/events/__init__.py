"""What happens in the grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from core.events import Event, register
from grid.events.templates import VisitTemplatePublished as VisitTemplatePublished
from grid.events.templates import VisitTemplateSaved as VisitTemplateSaved


class EnterpriseName(TypedDict):
    id: str
    name: str
    short_name: str


class PersonName(TypedDict):
    id: int
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class VisitEvent(Event):
    """Something that happened to one visit."""

    visit: str
    """Its uuid."""
    enterprise: EnterpriseName

    @property
    def subject(self) -> str:
        return f"visit.{self.visit}"


@register
@dataclass(frozen=True, kw_only=True)
class VisitLogged(VisitEvent):
    public: ClassVar[bool] = True
    private_fields: ClassVar[frozenset[str]] = frozenset({"distance_m", "unit"})

    author: PersonName
    unit: int | None
    occurred_at: str
    distance_m: float | None


@register
@dataclass(frozen=True, kw_only=True)
class VisitAmended(VisitEvent):
    version: int
    fields: list[str]
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class PhotoReceived(VisitEvent):
    """A photo came in; its rendition is still to be made."""

    photo: str


@register
@dataclass(frozen=True, kw_only=True)
class PhotoSettled(VisitEvent):
    """The rendition was made, or the photo proved unreadable."""

    photo: str
    state: str


@register
@dataclass(frozen=True, kw_only=True)
class VisitNeedsLook(VisitEvent):
    """Signals came together on a visit; its author and who leads the unit are told."""

    signals: list[str]


@register
@dataclass(frozen=True, kw_only=True)
class VisitExplained(VisitEvent):
    """The author answered to the signals."""

    text: str


@register
@dataclass(frozen=True, kw_only=True)
class VisitLookedAt(VisitEvent):
    """Somebody looked at a visit that needed it."""

    text: str


@register
@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(VisitEvent):
    """The enterprise says that the visit was as told."""

    public: ClassVar[bool] = True


@register
@dataclass(frozen=True, kw_only=True)
class VisitDisputed(VisitEvent):
    """The enterprise says that it was not."""

    public: ClassVar[bool] = True

    reason: str


@dataclass(frozen=True, kw_only=True)
class ServiceEvent(Event):
    """Something changed in who serves an enterprise."""

    changes_rights = True

    enterprise: EnterpriseName

    @property
    def subject(self) -> str:
        return f"enterprise.{self.enterprise['id']}"


@register
@dataclass(frozen=True, kw_only=True)
class EnterprisePlaced(ServiceEvent):
    unit: int
    unit_before: int | None
    starts_on: str


@register
@dataclass(frozen=True, kw_only=True)
class EnterpriseAssigned(ServiceEvent):
    cadre: PersonName
    cadre_before: int | None
    assignment: str
    """primary | backup"""
    starts_on: str


@register
@dataclass(frozen=True, kw_only=True)
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
@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    changes_rights = True

    unit: int
    user: int
    ends_on: str

    @property
    def subject(self) -> str:
        return f"unit.{self.unit}"


@dataclass(frozen=True, kw_only=True)
class AbsenceEvent(Event):
    """Somebody is away, or back."""

    user: PersonName
    deputy: PersonName | None

    @property
    def subject(self) -> str:
        return f"user.{self.user['id']}"


@register
@dataclass(frozen=True, kw_only=True)
class AbsenceReported(AbsenceEvent):
    starts_at: str
    ends_at: str | None
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(AbsenceEvent):
    called_off: bool


@register
@dataclass(frozen=True, kw_only=True)
class CapacitySet(Event):
    """How many hours of work a member may have in hand before new work goes elsewhere; none is no limit."""

    unit: int
    user: int
    hours: int | None

    @property
    def subject(self) -> str:
        return f"unit.{self.unit}"


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
@dataclass(frozen=True, kw_only=True)
class VisitPlanned(PlanEvent):
    """Planned by a person, or what another unit wants was added to what was planned already."""

    merged: bool
    purpose: str


@register
@dataclass(frozen=True, kw_only=True)
class PlannedVisitMoved(PlanEvent):
    on_before: str


@register
@dataclass(frozen=True, kw_only=True)
class PlannedVisitDropped(PlanEvent):
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
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
@dataclass(frozen=True, kw_only=True)
class CalendarFeedChanged(Event):
    """The address of somebody's calendar feed was made anew, or revoked."""

    user: int
    made: bool

    @property
    def subject(self) -> str:
        return f"user.{self.user}"
