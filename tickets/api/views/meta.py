"""What every page needs once: categories, units, streets, and the working hours around today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ScopedView
from enterprises.api.serializers import SubdistrictSerializer
from enterprises.models import Subdistrict
from grid.api.serializers.units import UnitRefSerializer
from grid.models import Unit
from grid.rules.calendar import intervals
from grid.selectors import zone_calendar
from tickets.api.inputs import TAGS
from tickets.api.serializers import CategoryRefSerializer
from tickets.models import Category

BACK, AHEAD = timedelta(days=60), timedelta(days=90)


class CategoryNodeSerializer(CategoryRefSerializer):
    children = CategoryRefSerializer(many=True)


class NamedDaySerializer(s.Serializer[Any]):
    date = s.DateField()
    name = s.CharField()
    works = s.BooleanField()


class CalendarSerializer(s.Serializer[Any]):
    timezone = s.CharField()
    provisional_from = s.DateField(allow_null=True)
    day_seconds = s.IntegerField()
    days = NamedDaySerializer(many=True)


class MetaSerializer(s.Serializer[Any]):
    categories = CategoryNodeSerializer(many=True)
    units = UnitRefSerializer(many=True)
    subdistricts = SubdistrictSerializer(many=True)
    working = s.ListField(child=s.ListField(child=s.DateTimeField(), min_length=2, max_length=2))
    calendar = CalendarSerializer()
    rating_tags = s.ListField(child=s.CharField())


class MetaView(ScopedView):
    """Reference data; units are cut to their reader."""

    model = Unit

    @extend_schema(responses=MetaSerializer, operation_id="get_meta")
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        calendar = zone_calendar()
        first, last = today - BACK, today + AHEAD
        return Response(
            {
                "categories": _categories(),
                "units": list(
                    Unit.objects.visible_to(self.scope)
                    .existing(today)
                    .values("id", "name", "name_en", "kind")
                ),
                "subdistricts": list(Subdistrict.objects.values("code", "name", "name_en")),
                "working": intervals(calendar, first, last),
                "calendar": {
                    "timezone": str(calendar.zone),
                    "provisional_from": calendar.provisional_from,
                    "day_seconds": calendar.day_seconds(),
                    "days": [
                        {"date": day, "name": name, "works": bool(calendar.days[day])}
                        for day, name in sorted(calendar.names.items())
                        if first <= day <= last
                    ],
                },
                "rating_tags": list(TAGS),
            }
        )


def _categories() -> list[dict[str, Any]]:
    rows: Any = Category.objects.filter(active=True).values_list("code", "name", "name_en", "parent_id")
    nodes: dict[str, dict[str, Any]] = {}
    for code, name, name_en, parent in rows:
        shown = {"code": code, "name": name, "name_en": name_en}
        if parent is None:
            nodes[code] = {**shown, "children": []}
        elif parent in nodes:
            nodes[parent]["children"].append(shown)
    return list(nodes.values())
