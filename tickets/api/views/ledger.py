"""Why this deadline: the ledger of one clock."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ScopedView
from grid.rules.ledger import WHYS
from tickets.models import ClockKind, ClockState, Ticket
from tickets.selectors.deadlines import clock_ledger


class LedgerLineSerializer(s.Serializer[Any]):
    to = s.DateTimeField()
    date = s.DateField()
    seconds = s.IntegerField()
    counted = s.BooleanField()
    kind = s.ChoiceField(choices=WHYS)
    name = s.CharField()
    provisional = s.BooleanField()

    def get_fields(self) -> Any:
        return {"from": s.DateTimeField(), **super().get_fields()}


class ClockLedgerSerializer(s.Serializer[Any]):
    kind = s.ChoiceField(choices=ClockKind.choices)
    round = s.IntegerField()
    state = s.ChoiceField(choices=ClockState.choices)
    started_at = s.DateTimeField()
    budget_seconds = s.IntegerField()
    used_seconds = s.IntegerField()
    carried_seconds = s.IntegerField()
    original_due_at = s.DateTimeField()
    due_at = s.DateTimeField(allow_null=True)
    stopped_at = s.DateTimeField(allow_null=True)
    timezone = s.CharField()
    calendar = s.CharField()
    calendar_version = s.IntegerField()
    day_seconds = s.IntegerField()
    provisional_from = s.DateField(allow_null=True)
    provisional = s.BooleanField()
    lines = LedgerLineSerializer(many=True)


class ClockLedgerView(ScopedView):
    """Every counted and uncounted stretch of a promise, for whoever may see the ticket."""

    model = Ticket

    @extend_schema(responses=ClockLedgerSerializer, operation_id="get_clock_ledger")
    def get(self, request: Request, ref: str, kind: str) -> Response:
        return Response(clock_ledger(ref, kind, self.scope, timezone.now()))
