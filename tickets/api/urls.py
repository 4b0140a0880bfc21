"""Addresses of tickets."""

from __future__ import annotations

from django.urls import path

from tickets.api.views import causes, meetings, routing
from tickets.api.views import tickets as views
from tickets.api.views.calendars import CalendarListView, CalendarPreviewView, CalendarView
from tickets.api.views.export import TicketExportView
from tickets.api.views.ledger import ClockLedgerView
from tickets.api.views.meta import MetaView
from tickets.api.views.overview import OverviewView
from tickets.api.views.policies import (
    LadderChangeView,
    LadderView,
    PolicyEndView,
    PolicyHistoryView,
    PolicyListView,
    PolicyMoveView,
    PolicyTakesView,
    PolicyView,
)
from tickets.api.views.standing_in import StandingInView
from tickets.api.views.subtasks import SubtaskListView, subtask_view
from tickets.api.views.suggest import SuggestView
from tickets.api.views.verbs import VERBS, view_of
from tickets.rules.subtasks import TABLE as SUBTASK_VERBS

urlpatterns = [
    path("meta", MetaView.as_view(), name="meta"),
    path("overview", OverviewView.as_view(), name="overview"),
    path("board", views.BoardView.as_view(), name="board"),
    path("tickets", views.TicketListView.as_view(), name="tickets"),
    path("tickets/export", TicketExportView.as_view(), name="tickets-export"),
    path("tickets/<str:ref>", views.TicketView.as_view(), name="ticket"),
    path("tickets/<str:ref>/timeline", views.TimelineView.as_view(), name="timeline"),
    path("tickets/<str:ref>/comments", views.CommentListView.as_view(), name="comments"),
    path("tickets/<str:ref>/attachments", views.AttachmentListView.as_view(), name="ticket-attachments"),
    *(path(f"tickets/<str:ref>/{verb}", view_of(verb), name=f"ticket-{verb}") for verb in VERBS),
    path("attachments/<uuid:uuid>", views.AttachmentView.as_view(), name="attachment"),
    path("tickets/<str:ref>/clocks/<str:kind>/ledger", ClockLedgerView.as_view(), name="clock-ledger"),
    path("calendars", CalendarListView.as_view(), name="calendars"),
    path("calendars/<slug:code>", CalendarView.as_view(), name="calendar"),
    path("calendars/<slug:code>/preview", CalendarPreviewView.as_view(), name="calendar-preview"),
    path("routing-rules", routing.RoutingRuleListView.as_view(), name="routing-rules"),
    path("routing-rules/dry_run", routing.DryRunView.as_view(), name="routing-dry-run"),
    path("routing-rules/order", routing.RuleOrderView.as_view(), name="routing-order"),
    path("routing-rules/<int:pk>", routing.RoutingRuleView.as_view(), name="routing-rule"),
    path("routing-rules/<int:pk>/history", routing.RuleHistoryView.as_view(), name="routing-history"),
    path("standing-in", StandingInView.as_view(), name="standing-in"),
    path("categories/suggest", SuggestView.as_view(), name="suggest"),
    path("subtasks", SubtaskListView.as_view(), name="subtasks"),
    *(
        path(f"subtasks/<uuid:uuid>/{verb}", subtask_view(verb), name=f"subtask-{verb}")
        for verb in SUBTASK_VERBS
    ),
    path("causes", causes.CauseListView.as_view(), name="causes"),
    path("causes/<str:ref>", causes.CauseView.as_view(), name="cause"),
    path("causes/<str:ref>/answer", causes.AnswerView.as_view(), name="cause-answer"),
    path("causes/<str:ref>/close", causes.CloseView.as_view(), name="cause-close"),
    path("tickets/<str:ref>/alike", causes.AlikeView.as_view(), name="ticket-alike"),
    path("meetings", meetings.MeetingListView.as_view(), name="meetings"),
    path("meetings/<uuid:uuid>", meetings.MeetingView.as_view(), name="meeting"),
    path("meetings/<uuid:uuid>/decide", meetings.DecideView.as_view(), name="meeting-decide"),
    path("meetings/<uuid:uuid>/hold", meetings.HoldView.as_view(), name="meeting-hold"),
    path("meetings/<uuid:uuid>/cancel", meetings.CancelView.as_view(), name="meeting-cancel"),
    path("clock-policies", PolicyListView.as_view(), name="clock-policies"),
    path("clock-policies/preview", PolicyTakesView.as_view(), name="clock-policy-preview"),
    path("clock-policies/<int:pk>/retire", PolicyEndView.as_view(), name="clock-policy-retire"),
    path("clock-policies/<int:pk>", PolicyView.as_view(), name="clock-policy"),
    path("clock-policies/<int:pk>/history", PolicyHistoryView.as_view(), name="clock-policy-history"),
    path("clock-policies/<int:pk>/move", PolicyMoveView.as_view(), name="clock-policy-move"),
    path("ladder", LadderView.as_view(), name="ladder"),
    path("ladder/versions", LadderChangeView.as_view(), name="ladder-versions"),
]
