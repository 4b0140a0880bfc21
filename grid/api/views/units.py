"""Units and their people."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF
from core.api.views import ScopedView
from grid.api.filters import UnitFilter
from grid.api.serializers import UnitDetailSerializer, UnitRowSerializer
from grid.models import Unit
from grid.selectors.units import unit_people, unit_rows


class UnitsView(ScopedView):
    model = Unit
    roles = STAFF

    @extend_schema(operation_id="list_units", parameters=[UnitFilter], responses=UnitRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """All units of today, teams, departments and the service centre, with what they carry."""
        asked = self.asked(UnitFilter)
        rows = unit_rows(self.scope, on=timezone.localdate()).filter(**asked).order_by("kind", "code")
        return Response(UnitRowSerializer(rows, many=True).data)


class UnitView(ScopedView):
    model = Unit
    roles = STAFF

    @extend_schema(operation_id="get_unit", responses=UnitDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One unit with its people and their load."""
        today = timezone.localdate()
        unit = self.find_in(unit_rows(self.scope, on=today), pk=pk)
        unit.people = unit_people(unit.pk, self.scope, on=today)
        return Response(UnitDetailSerializer(unit).data)
