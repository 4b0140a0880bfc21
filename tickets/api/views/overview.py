"""The leaders' page in numbers."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ScopedView
from tickets.selectors.overview import overview


class ResumptionSerializer(s.Serializer[Any]):
    should = s.IntegerField()
    resumed = s.IntegerField()
    rate = s.FloatField(allow_null=True)


class StaffBackSerializer(s.Serializer[Any]):
    expected = s.IntegerField()
    returned = s.IntegerField()
    rate = s.FloatField(allow_null=True)


class CapacitySerializer(s.Serializer[Any]):
    average = s.FloatField(allow_null=True)
    reporting = s.IntegerField()


class VisitCountSerializer(s.Serializer[Any]):
    total = s.IntegerField()
    today = s.IntegerField()
    enterprises = s.IntegerField()


class TicketCountSerializer(s.Serializer[Any]):
    open = s.IntegerField()
    closed = s.IntegerField()
    red = s.IntegerField()
    total = s.IntegerField()


class SatisfactionSerializer(s.Serializer[Any]):
    given = s.IntegerField()
    satisfied = s.IntegerField()
    rate = s.FloatField(allow_null=True)


class CategoryCountSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    name_en = s.CharField()
    open = s.IntegerField()
    total = s.IntegerField()


class OverviewSerializer(s.Serializer[Any]):
    resumption = ResumptionSerializer()
    staff = StaffBackSerializer()
    capacity = CapacitySerializer()
    visits = VisitCountSerializer()
    tickets = TicketCountSerializer()
    satisfaction = SatisfactionSerializer()
    by_category = CategoryCountSerializer(many=True)


class OverviewView(ScopedView):
    """Figures of the whole zone: no row is shown, so no row is scoped."""

    model = None
    roles = frozenset({"coordinator", "leader", "admin"})

    @extend_schema(responses=OverviewSerializer, operation_id="get_overview")
    def get(self, request: Request) -> Response:
        return Response(overview(timezone.now()))
