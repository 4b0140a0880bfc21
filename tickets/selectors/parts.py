"""What a reader is to a ticket, and the facts beside it: annotations, so that they cost no query of their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from core.scope import Scope
from tickets.models import Clock, ClockKind, Rating, RequestKind, Ticket, TicketRequest
from tickets.rules.lifecycle import MOST_RETURNS, Facts, Part

REOPEN_WITHIN = timedelta(days=30)
PARTS = (
    "in_unit",
    "leads_unit",
    "stands_in",
    "in_team",
    "of_enterprise",
    "objection_spent",
    "objection_open",
    "extension_open",
    "extensions_granted",
    "rating_count",
    "promise_due_at",
)
"""What with_parts annotates."""


def _flag(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def with_parts(rows: QuerySet[Any, Any], scope: Scope) -> QuerySet[Any, Any]:
    """Annotate each ticket with the reader's relations to it and the facts that verbs hang on."""
    requests = TicketRequest.objects.filter(ticket_id=OuterRef("pk"))
    granted = (
        requests.filter(kind=RequestKind.EXTENSION, decision="granted")
        .order_by()
        .values("ticket_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    ratings = (
        Rating.objects.filter(ticket_id=OuterRef("pk"), at__gte=OuterRef("closed_at"))
        .order_by()
        .values("ticket_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    promise = Clock.objects.filter(ticket_id=OuterRef("pk"), kind=ClockKind.RESOLVE, state="running")
    annotated: QuerySet[Any, Any] = rows.annotate(
        in_unit=_flag(Q(holder_unit_id__in=scope.unit_ids)),
        leads_unit=_flag(Q(holder_unit_id__in=scope.led_unit_ids)),
        stands_in=_flag(Q(holder_id__in=scope.stood_for_ids)),
        in_team=_flag(Q(team_id__in=scope.unit_ids)),
        of_enterprise=_flag(Q(enterprise_id__in=scope.enterprise_ids)),
        objection_spent=Exists(
            requests.filter(kind=RequestKind.OBJECTION, unit_id=OuterRef("holder_unit_id")).exclude(
                decision=""
            )
        ),
        objection_open=Exists(requests.filter(kind=RequestKind.OBJECTION, decision="")),
        extension_open=Exists(requests.filter(kind=RequestKind.EXTENSION, decision="")),
        extensions_granted=Coalesce(Subquery(granted), 0),
        rating_count=Coalesce(Subquery(ratings), 0),
        promise_due_at=Subquery(promise.values("due_at")[:1]),
    )
    return annotated


def parts_of(ticket: Any, scope: Scope) -> frozenset[Part]:
    """The parts of the reader, from the annotations of with_parts."""
    staff = not scope.is_enterprise
    mine = ticket.holder_id in (None, scope.user_id) or ticket.leads_unit or ticket.stands_in
    holds = ticket.in_unit and mine
    found = {
        Part.ENTERPRISE: scope.is_enterprise and ticket.of_enterprise,
        Part.AUTHOR: ticket.created_by_id == scope.user_id,
        Part.GRID: staff and ticket.in_team,
        Part.HOLDER: staff and holds,
        Part.UNIT_LEAD: staff and ticket.leads_unit,
        Part.COORDINATOR: scope.role == "coordinator",
        Part.LEADER: scope.role == "leader",
    }
    return frozenset(part for part, holds_true in found.items() if holds_true)


def facts_of(ticket: Any, at: datetime) -> Facts:
    """The facts beside the state, from the annotations of with_parts."""
    return Facts(
        objection_open=ticket.objection_open,
        objection_spent=ticket.objection_spent or ticket.returned >= MOST_RETURNS,
        extension_open=ticket.extension_open,
        extensions_granted=ticket.extensions_granted,
        ratings=ticket.rating_count,
        reopen_until_passed=ticket.closed_at is not None and at - ticket.closed_at > REOPEN_WITHIN,
        unfinished_tasks=ticket.tasks_total - ticket.tasks_done,
        in_cause=ticket.cause_id is not None,
        rung=ticket.rung,
        rung_state=ticket.rung_state,
        promise_broken=ticket.promise_due_at is not None and at >= ticket.promise_due_at,
        supervised=bool(ticket.supervised),
    )


def can_join(scope: Scope, topic: str) -> bool:
    """Whether the reader may watch `ticket.<ref>`: who sees the ticket sees it move."""
    ref = topic.partition(".")[2]
    return Ticket.objects.visible_to(scope).filter(ref=ref).exists()


def can_join_board(scope: Scope, topic: str) -> bool:
    """Whether the reader may watch `board`, which shows every unit's tickets."""
    return topic == "board" and scope.reads_everything
