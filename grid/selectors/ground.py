"""The ground as a map without tiles draws it: streets, and the outline each team serves."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils import timezone

from enterprises.models import Subdistrict
from grid.models import Territory


def ground() -> list[dict[str, Any]]:
    """Streets of today with their teams' rings of [longitude, latitude] in WGS-84; two queries."""
    today = timezone.localdate()
    teams: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in Territory.objects.order_by("code"):
        rings = row.outline.get("coordinates") or [[]]
        teams[row.subdistrict].append({"unit": row.unit_id, "ring": rings[0]})
    streets = Subdistrict.objects.filter(code__in=teams, valid_from__lte=today).exclude(valid_to__lte=today)
    return [
        {
            "code": street.code,
            "name": street.name,
            "name_en": street.name_en,
            "lat": street.lat,
            "lon": street.lon,
            "teams": teams[street.code],
        }
        for street in streets
    ]
