"""Problems, who has them and by when; the rules that route them; and the board's kept counts."""

from tickets.models.board import BoardCounter
from tickets.models.clock import Clock, ClockKind, ClockPolicy, ClockState, Span
from tickets.models.conversation import (
    Attachment,
    Comment,
    CommentKind,
    Rating,
    RequestKind,
    TicketRequest,
)
from tickets.models.meeting import AgendaItem, Attendance, Meeting
from tickets.models.recount import Recount
from tickets.models.routing import CoHandler, RoutingRule, RoutingStep, RuleVersion, Strategy, Turn
from tickets.models.suggestion import CategoryModel
from tickets.models.teamwork import CommonCause, SubTask
from tickets.models.ticket import Category, Outcome, Priority, Source, Ticket

__all__ = [
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
    "Meeting",
    "Outcome",
    "Priority",
    "Rating",
    "Recount",
    "RequestKind",
    "RoutingRule",
    "RoutingStep",
    "RuleVersion",
    "Source",
    "Span",
    "Strategy",
    "SubTask",
    "Ticket",
    "TicketRequest",
    "Turn",
]
