"""Phones with unsent work, and what waits for a leader's word."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.inputs import Input, Text
from core.api.sync import ItemReceiptSerializer, told
from core.api.views import ScopedView
from core.models import ReceiptOutcome
from core.receipts import shown
from core.settling import settle
from grid.selectors.phones import held_items, phones

LOOKERS = frozenset({"team_leader", "coordinator", "admin", "leader"})
DECIDERS = frozenset({"team_leader", "coordinator"})


class WaitingItemSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    item = serializers.UUIDField()
    kind = serializers.CharField()
    outcome = serializers.ChoiceField(choices=ReceiptOutcome.choices)
    received_at = serializers.DateTimeField()
    reason = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()

    def get_reason(self, receipt: Any) -> str:
        return str(receipt.answer.get("detail", ""))

    def get_summary(self, receipt: Any) -> str:
        """The author's first words, so that somebody can ask about them."""
        body = receipt.payload or {}
        return str(body.get("summary") or body.get("text") or body.get("name") or "")[:120]


class PhoneSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    user = PersonSerializer()
    agent = serializers.CharField()
    unsent = serializers.IntegerField()
    refused = serializers.IntegerField()
    oldest_unsent_at = serializers.DateTimeField(allow_null=True)
    reported_at = serializers.DateTimeField()
    waiting = WaitingItemSerializer(many=True)


class DecideItemInput(Input):
    accept = serializers.BooleanField()
    reason = Text(required=False, allow_blank=True, max_length=500)


class PhonesView(ScopedView):
    """A device has no scoped manager: `grid.selectors.phones` cuts it to those whom the reader leads."""

    model = None
    roles = LOOKERS

    @extend_schema(operation_id="list_phones", responses=PhoneSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Who still has unsent work on a phone and since when, and what was refused or waits for a word."""
        return Response(PhoneSerializer(phones(self.scope, on=timezone.localdate()), many=True).data)


class HeldItemView(ScopedView):
    """As PhonesView."""

    model = None
    roles = DECIDERS
    also_refuses = frozenset({409, 412, 422})

    @extend_schema(operation_id="decide_held_item", request=DecideItemInput, responses=ItemReceiptSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Take a held item in, with what hangs on it, or return it to its author with the reason."""
        held, said = (
            self.find_in(held_items(self.scope, on=timezone.localdate()), pk=pk),
            self.sent(DecideItemInput),
        )
        receipt = settle(
            receipt_id=held.pk,
            by=self.actor,
            at=timezone.now(),
            accept=said["accept"],
            reason=said.get("reason", ""),
            tell=told,
        )
        return Response(shown(receipt))
