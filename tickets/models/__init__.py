"""Problems, who has them and by when; the rules that route them; and the board's kept counts."""

from tickets.models.board import BoardCounter
from tickets.models.clock import (
    DUTIES,
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
from tickets.models.meeting import AgendaItem, Attendance, Meeting
from tickets.models.recount import Recount
from tickets.models.routing import CoHandler, RoutingRule, RoutingStep, RuleVersion, Strategy, Turn
from tickets.models.suggestion import CategoryModel
from tickets.models.supervision import (
    Escalation,
    EscalationHow,
    EscalationState,
    NoticeState,
    Reminder,
    SupervisionNotice,
)
from tickets.models.teamwork import CommonCause, SubTask
from tickets.models.ticket import Category, Outcome, Priority, Source, Ticket

__all__ = [
    "DUTIES",
    "PROMISES",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "BoardCounter",
    "Category",
    "CategoryModel",
    "Clock",
    "ClockKind",
    "ClockPolicy",
    "ClockState",
    "CoHandler",
    "Comment",
    "CommentKind",
    "CommonCause",
    "Escalation",
    "EscalationHow",
    "EscalationState",
    "Ladder",
    "Meeting",
    "NoticeColour",
    "NoticeState",
    "Outcome",
    "Pause",
    "PauseReason",
    "Priority",
    "Rating",
    "Recount",
    "Reminder",
    "RequestKind",
    "RoutingRule",
    "RoutingStep",
    "RuleVersion",
    "Rung",
    "RungTrigger",
    "Source",
    "Span",
    "Strategy",
    "SubTask",
    "SupervisionNotice",
    "Ticket",
    "TicketRequest",
    "Turn",
]
