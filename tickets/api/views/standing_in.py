"""The page of those who stand in for others, and of those who are back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.models import STAFF
from core.api.views import ScopedView
from tickets.api.serializers import TicketCardSerializer
from tickets.models import Ticket
from tickets.selectors.standing_in import standing_in


class CameBackSerializer(s.Serializer[Any]):
    ticket = TicketCardSerializer()
    at = s.DateTimeField()
    deputy = s.CharField()


class StandingInSerializer(s.Serializer[Any]):
    people = PersonSerializer(many=True)
    tickets = TicketCardSerializer(many=True)
    back_since = s.DateTimeField(allow_null=True)
    came_back = CameBackSerializer(many=True)
    waiting = TicketCardSerializer(many=True)


class StandingInView(ScopedView):
    model = Ticket
    roles = STAFF

    @extend_schema(operation_id="get_standing_in", responses=StandingInSerializer)
    def get(self, request: Request) -> Response:
        """Open tickets of those one stands in for, what came back after one's own absence, and what waits in line
        in one's units: at most fifty of each."""
        return Response(standing_in(self.scope, timezone.now()))
