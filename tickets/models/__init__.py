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
from tickets.models.routing import RoutingRule, RoutingStep, Strategy
from tickets.models.teamwork import CommonCause, SubTask
from tickets.models.ticket import Category, Outcome, Priority, Source, Ticket

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "BoardCounter",
    "Category",
    "Clock",
    "ClockKind",
    "ClockPolicy",
    "ClockState",
    "Comment",
    "CommentKind",
    "CommonCause",
    "Meeting",
    "Outcome",
    "Priority",
    "Rating",
    "RequestKind",
    "RoutingRule",
    "RoutingStep",
    "Source",
    "Span",
    "Strategy",
    "SubTask",
    "Ticket",
    "TicketRequest",
]
