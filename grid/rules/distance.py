"""Distance on the ground."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_DIAMETER_M = 12_742_000


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two WGS-84 points (haversine; within 0.5 % of the ellipsoid)."""
    half_lat, half_lon = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    a = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return EARTH_DIAMETER_M * asin(sqrt(a))
