"""Shared causes: the list, one with its tickets, one answer to all, and what looks alike."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Text, Whole
from core.api.pagination import keyset_page
from core.api.views import ScopedView
from grid.api.serializers.units import UnitRefSerializer
from tickets.actions.answer_cause import answer_cause, close_cause
from tickets.actions.open_cause import open_cause
from tickets.api.inputs import EmptyInput
from tickets.api.serializers import TicketCardSerializer
from tickets.models import CommonCause, Outcome, Ticket
from tickets.rules.subtasks import MOST_DAYS
from tickets.selectors.causes import alike, cause_detail, cause_json, cause_rows

STAFF = frozenset({"cadre", "team_leader", "officer", "coordinator", "leader", "admin"})


class CauseSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    ref = s.CharField()
    title = s.CharField()
    text = s.CharField(allow_blank=True)
    category = s.CharField(allow_null=True)
    unit = UnitRefSerializer()
    state = s.ChoiceField(choices=CommonCause.State.choices)
    due_at = s.DateTimeField(allow_null=True)
    outcome = s.CharField(allow_blank=True)
    answer = s.CharField(allow_blank=True)
    created_by = PersonSerializer()
    created_at = s.DateTimeField()
    answered_at = s.DateTimeField(allow_null=True)
    version = s.IntegerField()
    total = s.IntegerField()
    waiting = s.IntegerField()


class CauseDetailSerializer(CauseSerializer):
    tickets = TicketCardSerializer(many=True)
    abilities = s.ListField(child=s.ChoiceField(choices=["answer", "close"]))


class CausePageSerializer(s.Serializer[Any]):
    next = s.CharField(allow_null=True)
    results = CauseSerializer(many=True)


class AlikeSerializer(s.Serializer[Any]):
    likeness = s.FloatField()
    card = TicketCardSerializer()


class OpenCauseInput(CreateInput):
    title = Text(max_length=80)
    text = Text(required=False, allow_blank=True)
    category = Text(max_length=12, required=False, allow_blank=True)
    unit = Whole(min_value=1)
    days = Whole(min_value=1, max_value=MOST_DAYS, required=False, allow_null=True)
    tickets = s.ListField(child=Text(max_length=24), required=False, max_length=300)


class AnswerInput(Input):
    outcome = s.ChoiceField(choices=Outcome.choices)
    answer = Text()


class CauseBase(ScopedView):
    model = CommonCause
    roles = STAFF

    def detail(self, ref: str, status: int = 200) -> Response:
        found = cause_detail(ref, self.scope)
        if found is None:
            raise Http404
        return Response(found, status=status, headers={"ETag": f'"{found["version"]}"'})


class CauseListView(CauseBase):
    """Causes, newest first; `open=true` leaves out the closed ones. And a new cause with its tickets."""

    idempotent_create = True

    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("open", "cursor", "limit")],
        responses=CausePageSerializer,
        operation_id="list_causes",
    )
    def get(self, request: Request) -> Response:
        rows = cause_rows(self.scope)
        if request.query_params.get("open") == "true":
            rows = rows.exclude(state=CommonCause.State.CLOSED)
        page = keyset_page(request, rows.values("id", json=cause_json())).body()
        return Response({**page, "results": [row["json"] for row in page["results"]]})

    @extend_schema(request=OpenCauseInput, responses={201: CauseDetailSerializer}, operation_id="open_cause")
    def post(self, request: Request) -> Response:
        data = self.sent(OpenCauseInput)

        def create() -> dict[str, Any]:
            cause = open_cause(actor=self.actor, at=timezone.now(), **data)
            return cause_detail(cause.ref, self.scope) or {}

        return create_once(request, request.data, create)


class CauseView(CauseBase):
    """One cause with the tickets that the reader may see."""

    @extend_schema(responses=CauseDetailSerializer, operation_id="get_cause")
    def get(self, request: Request, ref: str) -> Response:
        return self.detail(ref)


class AnswerView(CauseBase):
    """One answer to all."""

    needs_version = True

    @extend_schema(request=AnswerInput, responses=CauseDetailSerializer, operation_id="answer_cause")
    def post(self, request: Request, ref: str) -> Response:
        version, data = self.expected_version(), self.sent(AnswerInput)
        answer_cause(ref=ref, actor=self.actor, at=timezone.now(), version=version, **data)
        return self.detail(ref)


class CloseView(CauseBase):
    """The end of a cause whose tickets have all ended."""

    needs_version = True

    @extend_schema(request=EmptyInput, responses=CauseDetailSerializer, operation_id="close_cause")
    def post(self, request: Request, ref: str) -> Response:
        version = self.expected_version()
        self.sent(EmptyInput)
        close_cause(ref=ref, actor=self.actor, at=timezone.now(), version=version)
        return self.detail(ref)


class AlikeView(ScopedView):
    """Open tickets of other enterprises that read alike, best first: perhaps one cause."""

    model = Ticket
    roles = STAFF

    @extend_schema(responses=AlikeSerializer(many=True), operation_id="list_alike")
    def get(self, request: Request, ref: str) -> Response:
        self.find(ref=ref)
        return Response(alike(ref, self.scope))
