"""Problems, who has them and by when; the rules that route them; and the board's kept counts."""

from tickets.models.board import BoardCounter
from tickets.models.clock import (
    PROMISES,
    Clock,
    ClockKind,
    ClockPolicy,
    ClockState,
    Pause,
    PauseReason,
    Span,
)
from tickets.models.conversation import (
    Attachment,
    Comment,
    CommentKind,
    Rating,
    RequestKind,
    TicketRequest,
)
from tickets.models.ladder import Ladder, NoticeColour, Rung, RungTrigger
from tickets.models.routing import RoutingRule, RoutingStep, Strategy
from tickets.models.supervision import (
    Escalation,
    EscalationHow,
    EscalationState,
    NoticeState,
    Reminder,
    SupervisionNotice,
)
from tickets.models.ticket import Category, Outcome, Priority, Source, Ticket

__all__ = [
    "PROMISES",
    "Attachment",
    "BoardCounter",
    "Category",
    "Clock",
    "ClockKind",
    "ClockPolicy",
    "ClockState",
    "Comment",
    "CommentKind",
    "Escalation",
    "EscalationHow",
    "EscalationState",
    "Ladder",
    "NoticeColour",
    "NoticeState",
    "Outcome",
    "Pause",
    "PauseReason",
    "Priority",
    "Rating",
    "Reminder",
    "RequestKind",
    "RoutingRule",
    "RoutingStep",
    "Rung",
    "RungTrigger",
    "Source",
    "Span",
    "Strategy",
    "SupervisionNotice",
    "Ticket",
    "TicketRequest",
]
