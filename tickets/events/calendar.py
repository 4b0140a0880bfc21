"""A changed calendar moves deadlines: one small event for each ticket, and one for each batch that boards hear."""

from __future__ import annotations

from typing import TypedDict

from core.events import Event, register
from tickets.events.base import Place


class MovedClock(TypedDict):
    """One deadline, before and after; moments are ISO 8601."""

    kind: str
    was_due_at: str
    due_at: str


@register
class DeadlineMoved(Event):
    """Without the card: a hundred thousand of these leave within a minute, and only open pages of the ticket listen."""

    ref: str
    version: int
    lamp: str
    due_at: str | None
    calendar_version: int
    clocks: list[MovedClock]
    before: Place
    after: Place

    subject_type = "ticket"
    private_fields = frozenset({"before", "after"})
    public = True

    @property
    def subject(self) -> str:
        return self.ref


@register
class DeadlinesRecounted(Event):
    """How far the recount under a calendar's new version has come."""

    calendar: str
    version: int
    done: int
    total: int
    moved: int
    finished: bool

    subject_type = "calendar"

    @property
    def subject(self) -> str:
        return f"calendar.{self.calendar}"
