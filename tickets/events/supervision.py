"""The ladder and supervision: what is raised over those who hold a ticket, and what they answer."""

from __future__ import annotations

from core.events import register
from tickets.events.base import Hearer, TicketEvent


@register
class RungRaised(TicketEvent):
    """One rung up, once for each promise. Beside the holder those are told whom the rung names.

    `due_at` is when the ladder says, `late_by` how many seconds later it was done, `notice` the colour of the
    supervised notice that went out with it.
    """

    level: int
    how: str
    reason: str
    due_at: str
    late_by: int
    notice: str
    private_fields = TicketEvent.private_fields | {"level", "reason", "late_by", "notice", "due_at"}
    nudge = True
    public, mails, tells = True, True, frozenset({Hearer.HOLDER})


@register
class RungAccepted(TicketEvent):
    level: int
    private_fields = TicketEvent.private_fields | {"level"}
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.ENTERPRISE})


@register
class RungReturned(TicketEvent):
    level: int
    reason: str
    tells = frozenset({Hearer.COORDINATORS, Hearer.LEADERS})


@register
class RungRuled(TicketEvent):
    level: int
    decision: str
    reason: str
    tells = frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})


@register
class NoticeIssued(TicketEvent):
    """A supervised notice by hand, or by time near the due moment; what a rung sends comes with the rung."""

    colour: str
    text: str
    due_at: str
    nudge = True
    mails, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS})


@register
class NoticeAnswered(TicketEvent):
    colours: list[str]
    text: str
    tells = frozenset({Hearer.COORDINATORS})


@register
class DutyMissed(TicketEvent):
    """A stage reply, the acceptance of a rung, or the answer to a notice did not come in time."""

    duty: str
    due_at: str
    late_by: int
    nudge = True
    tells = frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.COORDINATORS})


@register
class WaitOver(TicketEvent):
    """The wait reached its limit: the clocks run again, with or without an answer."""

    reason: str
    late_by: int
    private_fields = TicketEvent.private_fields | {"late_by"}
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.UNIT_LEADS, Hearer.ENTERPRISE})


@register
class PromiseMoved(TicketEvent):
    """A policy was changed and this running promise was moved to it, by somebody's decision."""

    clock: str
    was_due_at: str | None
    due_at: str | None
    policy: str
    public, tells = True, frozenset({Hearer.HOLDER, Hearer.ENTERPRISE})
