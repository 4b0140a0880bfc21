"""The service centre, the departments and the grid teams with the ground they serve."""

from __future__ import annotations

from typing import Any

from enterprises.models import Subdistrict
from grid.models import Territory, Unit, UnitKind

CENTRE = "CENTRE"
DEPARTMENTS = (
    # code, name, English
    ("HR", "人力资源和社会保障局", "Human Resources and Social Security Bureau"),
    ("POLICE", "公安分局", "Public Security Sub-bureau"),
    ("HEALTH", "卫生健康局", "Health Bureau"),
    ("HOUSING", "住房和城乡建设局", "Housing and Construction Bureau"),
    ("TRANSPORT", "交通运输局", "Transport Bureau"),
    ("COMMERCE", "商务局", "Commerce Bureau"),
    ("FINANCE", "财政金融局", "Finance Bureau"),
    ("TAX", "税务局", "Tax Bureau"),
    ("ECONOMY", "经济和信息化局", "Economy and Information Bureau"),
    ("PLANNING", "规划资源和生态环境局", "Planning, Resources and Environment Bureau"),
    ("UTILITIES", "水电气保障中心", "Water, Power and Gas Supply Centre"),
    ("APPROVAL", "行政审批局", "Administrative Approval Bureau"),
)
TEAMS_PER_STREET = {
    "330114001": 4,
    "330114002": 4,
    "330114003": 4,
    "330114004": 4,
    "330114005": 3,
    "330114006": 3,
    "330114007": 3,
}
HALF_SIDE = 0.03
"""Streets are drawn as boxes of this half side in degrees, cut into strips: a sketch, not a survey."""


def ensure_units() -> int:
    """The units and territories that are missing; answers how many units were added."""
    known = set(Unit.objects.values_list("code", flat=True))
    wanted = [
        Unit(
            code=CENTRE,
            kind=UnitKind.SERVICE_CENTRE,
            name="企业服务中心",
            name_en="Enterprise Service Centre",
        ),
        *(
            Unit(code=code, kind=UnitKind.DEPARTMENT, name=name, name_en=name_en)
            for code, name, name_en in DEPARTMENTS
        ),
    ]
    grounds: dict[str, dict[str, Any]] = {}
    for street in Subdistrict.objects.filter(code__in=TEAMS_PER_STREET).order_by("code"):
        count = TEAMS_PER_STREET[street.code]
        for number in range(1, count + 1):
            unit = _team(street, number)
            wanted.append(unit)
            grounds[unit.code] = _strip(street, number, count)
    added = Unit.objects.bulk_create(unit for unit in wanted if unit.code not in known)
    Territory.objects.bulk_create(
        Territory(unit=unit, code=unit.code, subdistrict=unit.code[:9], outline=grounds[unit.code])
        for unit in added
        if unit.code in grounds
    )
    return len(added)


def _team(street: Subdistrict, number: int) -> Unit:
    place, place_en = street.name.removesuffix("街道"), street.name_en.removesuffix(" Subdistrict")
    return Unit(
        code=f"{street.code}{number:03d}",
        kind=UnitKind.GRID_TEAM,
        name=f"{place}第{number}小组",
        name_en=f"{place_en} Team {number}",
    )


def _strip(street: Subdistrict, number: int, count: int) -> dict[str, Any]:
    """The team's share of the street's box, west to east, as a GeoJSON polygon."""
    width = 2 * HALF_SIDE / count
    west = street.lon - HALF_SIDE + (number - 1) * width
    east, south, north = west + width, street.lat - HALF_SIDE, street.lat + HALF_SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}
