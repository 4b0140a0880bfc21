"""Door plates: what hangs at an enterprise's gate, so that a phone's camera opens the visit."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF
from core.api.views import ScopedView
from enterprises.models import Enterprise
from grid.api.filters import EnterpriseFilter, narrow_enterprises
from grid.selectors.register import enterprise_rows

MOST = 60
QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""


class PlateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    short_name = serializers.CharField()
    cadre = serializers.CharField(allow_blank=True)
    address = serializers.CharField(source="link")
    size = serializers.IntegerField()
    path = serializers.CharField()


class PlatesView(ScopedView):
    model = Enterprise
    roles = STAFF

    @extend_schema(
        operation_id="list_plates", parameters=[EnterpriseFilter], responses=PlateSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """Plates of the enterprises by the same conditions as the register, sixty at most, by name."""
        asked, today = self.asked(EnterpriseFilter), timezone.localdate()
        rows = narrow_enterprises(enterprise_rows(self.scope, on=today), asked, self.scope, on=today)
        return Response(
            PlateSerializer([_plate(row) for row in rows.order_by("name")[:MOST]], many=True).data
        )


def _plate(row: Any) -> Any:
    row.link = f"{settings.PUBLIC_URL}/m/door/{row.uuid}"
    row.cadre = (row.cadre or {}).get("name", "")
    row.size, row.path = drawn(row.link)
    return row


def drawn(text: str) -> tuple[int, str]:
    """A QR code as the side of its square in modules and the path of its dark ones, the quiet zone included."""
    code = segno.make_qr(text, error="q")
    rows = [bytes(row) for row in code.matrix]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return len(rows) + 2 * QUIET, path
