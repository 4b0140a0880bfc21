"""What a map of the zone is drawn from."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF
from core.api.views import ScopedView
from grid.api.serializers.ground import GroundSerializer
from grid.selectors.ground import ground


class GroundView(ScopedView):
    """The ground is the same for all staff; there is no row of another to cut away."""

    model = None
    roles = STAFF

    @extend_schema(operation_id="get_ground", responses=GroundSerializer)
    def get(self, request: Request) -> Response:
        """Outlines of streets and teams, and the tile source if the installation names one."""
        return Response(GroundSerializer({"streets": ground(), "tiles": settings.MAP_TILES}).data)
