"""Addresses of tickets."""

from __future__ import annotations

from django.urls import path

from tickets.api.views import tickets as views
from tickets.api.views.meta import MetaView
from tickets.api.views.overview import OverviewView
from tickets.api.views.policies import (
    LadderChangeView,
    LadderView,
    PolicyListView,
    PolicyMoveView,
    PolicyView,
)
from tickets.api.views.routing import DryRunView, RoutingRuleListView, RoutingRuleView
from tickets.api.views.verbs import VERBS, view_of

urlpatterns = [
    path("meta", MetaView.as_view(), name="meta"),
    path("overview", OverviewView.as_view(), name="overview"),
    path("board", views.BoardView.as_view(), name="board"),
    path("tickets", views.TicketListView.as_view(), name="tickets"),
    path("tickets/<str:ref>", views.TicketView.as_view(), name="ticket"),
    path("tickets/<str:ref>/timeline", views.TimelineView.as_view(), name="timeline"),
    path("tickets/<str:ref>/comments", views.CommentListView.as_view(), name="comments"),
    path("tickets/<str:ref>/attachments", views.AttachmentListView.as_view(), name="ticket-attachments"),
    *(path(f"tickets/<str:ref>/{verb}", view_of(verb), name=f"ticket-{verb}") for verb in VERBS),
    path("attachments/<uuid:uuid>", views.AttachmentView.as_view(), name="attachment"),
    path("clock-policies", PolicyListView.as_view(), name="clock-policies"),
    path("clock-policies/<int:pk>", PolicyView.as_view(), name="clock-policy"),
    path("clock-policies/<int:pk>/move", PolicyMoveView.as_view(), name="clock-policy-move"),
    path("ladder", LadderView.as_view(), name="ladder"),
    path("ladder/versions", LadderChangeView.as_view(), name="ladder-versions"),
    path("routing-rules", RoutingRuleListView.as_view(), name="routing-rules"),
    path("routing-rules/dry_run", DryRunView.as_view(), name="routing-dry-run"),
    path("routing-rules/<int:pk>", RoutingRuleView.as_view(), name="routing-rule"),
]
