"""What happens to a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event, register
from grid.events.names import EnterpriseName, PersonName


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
class VisitLogged(VisitEvent):
    public: ClassVar[bool] = True
    private_fields: ClassVar[frozenset[str]] = frozenset({"distance_m", "unit"})

    author: PersonName
    unit: int | None
    occurred_at: str
    distance_m: float | None


@register
class VisitAmended(VisitEvent):
    version: int
    fields: list[str]
    reason: str


@register
class PhotoReceived(VisitEvent):
    """A photo came in; its rendition is still to be made."""

    photo: str


@register
class PhotoSettled(VisitEvent):
    """The rendition was made, or the photo proved unreadable."""

    photo: str
    state: str


@register
class VisitNeedsLook(VisitEvent):
    """Signals came together on a visit; its author and who leads the unit are told."""

    signals: list[str]


@register
class VisitExplained(VisitEvent):
    """The author answered to the signals."""

    text: str


@register
class VisitLookedAt(VisitEvent):
    """Somebody looked at a visit that needed it."""

    text: str


@register
class VisitConfirmed(VisitEvent):
    """The enterprise says that the visit was as told."""

    public: ClassVar[bool] = True


@register
class VisitDisputed(VisitEvent):
    """The enterprise says that it was not."""

    public: ClassVar[bool] = True

    reason: str
