"""Everything one reader may see of one ticket, in one query."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject, NullIf
from django.http import Http404

from core.phones import mask_phone
from core.prepared import Given, Prepared
from core.scope import Scope
from tickets.models import (
    DUTIES,
    AgendaItem,
    Attachment,
    Clock,
    ClockKind,
    CoHandler,
    Comment,
    CommentKind,
    Escalation,
    Pause,
    Rating,
    Reminder,
    RoutingStep,
    Span,
    SubTask,
    SupervisionNotice,
    Ticket,
    TicketRequest,
)
from tickets.rules.lifecycle import State, allowed
from tickets.selectors.cards import CARD, person, shown_to_enterprise, unit
from tickets.selectors.held import held, ladder_of
from tickets.selectors.parts import PARTS, facts_of, parts_of, with_parts
from tickets.selectors.subtasks import subtask_json, with_abilities

"""Clocks that the enterprise does not read: what the house owes itself."""


def ticket_detail(ref: str, scope: Scope, at: datetime) -> dict[str, Any]:
    """The detail of a visible ticket. Http404 when hidden or missing."""
    row = _DETAIL.first(scope, ref=ref)
    if row is None:
        raise Http404
    ticket = SimpleNamespace(**row)
    card = shown_to_enterprise(ticket.card) if scope.is_enterprise else ticket.card
    return {
        **card,
        "text": ticket.text,
        "source": ticket.source,
        "visit": ticket.visit_uuid,
        "lead_unit": ticket.lead,
        "unit_phone": ticket.unit_phone or "",
        "merged_into": ticket.kept_ref,
        "outcome": ticket.outcome or None,
        "public_reply": ticket.public_reply,
        "contact": _contact(ticket),
        "created_by": ticket.author,
        "review_on": ticket.review_on.isoformat() if ticket.review_on else None,
        "clocks": ticket.clock_list,
        "pauses": ticket.pause_list,
        "spans": [] if scope.is_enterprise else ticket.span_list,
        "held": [] if scope.is_enterprise else held(ticket.span_list, at),
        "rungs": [] if scope.is_enterprise else ladder_of(ticket),
        "escalations": [] if scope.is_enterprise else ticket.rung_list,
        "notices": [] if scope.is_enterprise else ticket.notice_list,
        "reminders": [] if scope.is_enterprise else ticket.reminder_list,
        "comments": ticket.comment_list,
        "attachments": ticket.file_list,
        "rating": ticket.rating_list[0] if ticket.rating_list else None,
        "requests": ticket.request_list,
        "co_handlers": [] if scope.is_enterprise else ticket.co_list,
        "waiting_since": None
        if scope.is_enterprise or not ticket.waiting_since
        else ticket.waiting_since.isoformat(),
        "held_for": None if scope.is_enterprise else ticket.held,
        "acting_for": ticket.holder_id if ticket.stands_in else None,
        "routing": [] if scope.is_enterprise else ticket.step_list,
        "subtasks": [] if scope.is_enterprise else _subtasks(ticket, scope),
        "cause": ticket.cause_card,
        "meetings": [] if scope.is_enterprise else ticket.meeting_list,
        "abilities": abilities(ticket, scope, at),
    }


def abilities(ticket: Any, scope: Scope, at: datetime) -> list[dict[str, Any]]:
    """What the reader may do now: the buttons of the browser."""
    rows = allowed(State(ticket.state), parts_of(ticket, scope), facts_of(ticket, at))
    return [
        {
            "verb": row.verb,
            "needs": list(row.needs),
            "reason_required": row.reason_required,
            "danger": row.danger,
        }
        for row in rows
    ]


def _subtasks(ticket: Any, scope: Scope) -> list[dict[str, Any]]:
    return with_abilities(ticket.task_list, parts=parts_of(ticket, scope), scope=scope, state=ticket.state)


def _detail(scope: Scope) -> QuerySet[Any, Any]:
    rows = Ticket.objects.visible_to(scope).filter(ref=Given("ref", CharField(max_length=24)))
    return with_parts(rows, scope).values(*_COLUMNS, *PARTS, card=CARD, **_children(scope))


def _children(scope: Scope) -> dict[str, Any]:
    def rows(model: Any) -> QuerySet[Any, Any]:
        found: QuerySet[Any, Any] = model.objects.filter(ticket_id=OuterRef("pk"))
        return found

    comments, files, requests, clocks = rows(Comment), rows(Attachment), rows(TicketRequest), rows(Clock)
    if scope.is_enterprise:
        clocks = clocks.exclude(kind__in=DUTIES)
        comments = comments.exclude(kind=CommentKind.INTERNAL)
        files = files.exclude(comment__kind=CommentKind.INTERNAL)
        requests = requests.filter(kind="extension", decision="granted")
    return {
        "visit_uuid": F("visit__uuid"),
        "unit_phone": F("holder_unit__phone"),
        "kept_ref": F("merged_into__ref"),
        "promise_ladder": Subquery(
            rows(Clock).filter(kind=ClockKind.RESOLVE).order_by("-id").values("ladder_id")[:1]
        ),
        "lead": unit("lead_unit"),
        "author": person("created_by"),
        "held": person("held_for"),
        "co_list": ArraySubquery(rows(CoHandler).order_by("id").values(json=unit("unit"))),
        "clock_list": ArraySubquery(clocks.order_by("id").values(json=_CLOCK)),
        "pause_list": ArraySubquery(rows(Pause).order_by("-id").values(json=_PAUSE)),
        "rung_list": ArraySubquery(rows(Escalation).order_by("-id").values(json=_RUNG)),
        "notice_list": ArraySubquery(rows(SupervisionNotice).order_by("-id").values(json=_NOTICE)),
        "reminder_list": ArraySubquery(rows(Reminder).order_by("-id").values(json=_REMINDER)),
        "span_list": ArraySubquery(rows(Span).order_by("-id").values(json=_SPAN)),
        "comment_list": ArraySubquery(comments.order_by("id").values(json=_COMMENT)),
        "file_list": ArraySubquery(files.order_by("id").values(json=_FILE)),
        "rating_list": ArraySubquery(rows(Rating).order_by("-number").values(json=_RATING)),
        "request_list": ArraySubquery(requests.order_by("-id").values(json=_REQUEST)),
        "cause_card": _CAUSE,
        "task_list": ArraySubquery(rows(SubTask).order_by("id").values(json=subtask_json(scope))),
        "meeting_list": ArraySubquery(rows(AgendaItem).order_by("-id").values(json=_AGENDA)),
        "step_list": ArraySubquery(rows(RoutingStep).order_by("id").values(json=_STEP)),
    }


def _contact(ticket: Any) -> dict[str, str] | None:
    if not ticket.contact_name and not ticket.contact_phone:
        return None
    return {"name": ticket.contact_name, "phone_masked": mask_phone(ticket.contact_phone)}


def _fields(*names: str, **more: Any) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names}, **more)


_CLOCK = _fields(
    "kind",
    "round",
    "state",
    "budget_seconds",
    "used_seconds",
    "started_at",
    "running_since",
    "due_at",
    "original_due_at",
    "stopped_at",
    "late_seconds",
    "lamp",
    "version",
)
_PAUSE = _fields(
    "started_at",
    "limit_at",
    "ended_at",
    "ended_by_itself",
    reason=F("reason_id"),
    name=F("reason__name"),
    name_en=F("reason__name_en"),
)
_RUNG = _fields(
    "level",
    "clock_version",
    "how",
    "reason",
    "due_at",
    "fired_at",
    "late_seconds",
    "state",
    "settled_at",
    "return_reason",
    "returned_at",
    "ruling_reason",
    "ruled_at",
    "ended_at",
    unit=unit("unit"),
    raised_by=person("raised_by"),
    settled_by=person("settled_by"),
    ruled_by=person("ruled_by"),
    accept_by=F("duty__due_at"),
)
_NOTICE = _fields(
    "id",
    "colour",
    "text",
    "issued_at",
    "state",
    "answer",
    "answered_at",
    unit=unit("unit"),
    issued_by=person("issued_by"),
    answered_by=person("answered_by"),
    due_at=F("clock__due_at"),
    late_seconds=F("clock__late_seconds"),
)
_REMINDER = _fields("at", "text", by=person("by"))
_SPAN = _fields(
    "state", "started_at", "ended_at", "working_seconds", unit=unit("unit"), holder=person("holder")
)
_COMMENT = _fields("uuid", "kind", "text", "at", author=person("author"))
_FILE = _fields(
    "uuid",
    "content_type",
    "size",
    "state",
    name=F("original_name"),
    url=Concat(Value("/api/v1/attachments/"), "uuid"),
    comment=F("comment__uuid"),
)
_RATING = _fields("score", "text", "tags", "at", "number")
_REQUEST = _fields(
    "id",
    "kind",
    "reason",
    "asked_at",
    "proposed_due_at",
    "decided_at",
    "decision_reason",
    decision=NullIf("decision", Value("")),
    asked_by=person("asked_by"),
    decided_by=person("decided_by"),
)
_CAUSE = Case(
    When(
        cause_id__isnull=False,
        then=JSONObject(
            ref=F("cause__ref"), title=F("cause__title"), state=F("cause__state"), unit=unit("cause__unit")
        ),
    )
)
_AGENDA = JSONObject(
    uuid=F("meeting__uuid"),
    title=F("meeting__title"),
    begins_at=F("meeting__begins_at"),
    state=F("meeting__state"),
    decision=F("decision"),
)
_STEP = _fields("step", "attempt", "at", "outcome")
_COLUMNS = (
    "state",
    "text",
    "source",
    "outcome",
    "public_reply",
    "contact_name",
    "contact_phone",
    "review_on",
    "closed_at",
    "created_by_id",
    "holder_id",
    "cause_id",
    "returned",
    "rung",
    "rung_state",
    "supervised",
    "tasks_done",
    "tasks_total",
    "waiting_since",
)
_DETAIL = Prepared(_detail)
