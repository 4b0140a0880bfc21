"""Who is away."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register
from grid.events.names import PersonName


@dataclass(frozen=True, kw_only=True)
class AbsenceEvent(Event):
    """Somebody is away, or back."""

    user: PersonName
    deputy: PersonName | None

    @property
    def subject(self) -> str:
        return f"user.{self.user['id']}"


@register
class AbsenceReported(AbsenceEvent):
    starts_at: str
    ends_at: str | None
    reason: str


@register
class AbsenceEnded(AbsenceEvent):
    called_off: bool
