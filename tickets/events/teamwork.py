"""What several units do for one ticket, and one answer for many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.events import Event, register
from tickets.events.base import Hearer, TicketEvent


@register
class SubtaskGiven(TicketEvent):
    """Another unit is asked to do a part; its people are told beside those named here."""

    subtask: str
    task_kind: str
    task_unit: dict[str, Any]
    text: str
    due_at: str
    mails = True


@dataclass(frozen=True, kw_only=True)
class SubtaskEvent(TicketEvent):
    """The base of what then happens to a part."""

    subtask: str
    task_unit: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SubtaskReasoned(SubtaskEvent):
    """The base of what is done to a part only with a reason."""

    reason: str


@register
class SubtaskAccepted(SubtaskEvent):
    pass


@register
class SubtaskReturned(SubtaskReasoned):
    tells = frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class SubtaskFinished(SubtaskEvent):
    reply: str
    late: bool
    tells = frozenset({Hearer.HOLDER})


@register
class SubtaskSentBack(SubtaskReasoned):
    pass


@register
class SubtaskCancelled(SubtaskReasoned):
    pass


@register
class SubtaskLampChanged(SubtaskEvent):
    """Time did it. At the turn to red, the unit's people and the ticket's holder are told."""

    lamp: str


@register
class CauseJoined(TicketEvent):
    """The enterprise reads that others have the same problem and who answers for all; never who they are."""

    cause: str
    title: str
    cause_unit: dict[str, Any]
    public = True


@register
class CauseLeft(TicketEvent):
    cause: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgendaEvent(TicketEvent):
    """The base of what a joint meeting does with a ticket."""

    meeting: str
    title: str


@register
class AgendaEntered(AgendaEvent):
    begins_at: str
    origin: str


@register
class AgendaLeft(AgendaEvent):
    pass


@register
class MeetingDecided(AgendaEvent):
    """The minutes return to the ticket; the enterprise reads only that a meeting has dealt with it."""

    decision: str
    minutes: str
    private_fields = TicketEvent.private_fields | {"meeting", "title", "decision", "minutes"}
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class MeetingPutOff(AgendaEvent):
    """The minutes return to a ticket on which nothing was decided; it waits for the next agenda."""

    minutes: str
    tells = frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@dataclass(frozen=True, kw_only=True)
class CauseEvent(Event):
    """The base of what happens to a shared cause."""

    ref: str
    version: int
    title: str

    subject_type = "cause"

    @property
    def subject(self) -> str:
        return self.ref


@register
class CauseOpened(CauseEvent):
    unit: int


@register
class CauseAnswered(CauseEvent):
    answer: str
    tickets: int
    left: int


@register
class CauseClosed(CauseEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """The base of what happens to a joint meeting."""

    meeting: str
    title: str
    version: int

    subject_type = "meeting"

    @property
    def subject(self) -> str:
        return self.meeting


@dataclass(frozen=True, kw_only=True)
class MeetingAhead(MeetingEvent):
    """The base of what is said of a meeting before it."""

    begins_at: str


@register
class MeetingPlanned(MeetingAhead):
    pass


@register
class MeetingChanged(MeetingAhead):
    pass


@register
class MeetingHeld(MeetingEvent):
    items: int
    decided: int


@register
class MeetingCancelled(MeetingEvent):
    reason: str
