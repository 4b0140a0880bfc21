"""A year's official notice of holidays and make-up days, in the shape in which it is shared as JSON.

{"year": 2027, "papers": ["https://www.gov.cn/..."], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KEYS = frozenset({"$schema", "$id", "year", "papers", "days"})
DAY_KEYS = frozenset({"name", "date", "isOffDay"})


class BadNotice(ValueError):
    """What cannot be taken: `field` says where, `code` why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class Notice:
    """The days of a year that the week gets wrong or that have a name: (date, works, name)."""

    year: int
    papers: tuple[str, ...]
    days: tuple[tuple[date, bool, str], ...]


def read_notice(data: Mapping[str, Any]) -> Notice:
    """The notice in order of its dates. BadNotice for unknown fields, days twice or far from the year, and none at
    all: a file with no days is a year that has not been published."""
    for name in data:
        if name not in KEYS:
            raise BadNotice(name, "unknown")
    year, papers, days = data.get("year"), data.get("papers", []), data.get("days")
    if not isinstance(year, int) or isinstance(year, bool) or not 2000 <= year <= 2100:
        raise BadNotice("year", "invalid")
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        raise BadNotice("papers", "invalid")
    if not isinstance(days, list) or len(days) > 366:
        raise BadNotice("days", "invalid")
    if not days:
        raise BadNotice("days", "not_published")
    found: dict[date, tuple[date, bool, str]] = {}
    for number, one in enumerate(days):
        day, works, name = _day(one, f"days.{number}", year)
        if day in found:
            raise BadNotice(f"days.{number}.date", "twice")
        found[day] = (day, works, name)
    return Notice(year, tuple(papers), tuple(found[day] for day in sorted(found)))


def _day(one: Any, path: str, year: int) -> tuple[date, bool, str]:
    if not isinstance(one, dict) or set(one) != DAY_KEYS:
        raise BadNotice(path, "invalid")
    name, off = one["name"], one["isOffDay"]
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 40:
        raise BadNotice(f"{path}.name", "invalid")
    if not isinstance(off, bool):
        raise BadNotice(f"{path}.isOffDay", "invalid")
    try:
        day = date.fromisoformat(one["date"])
    except (TypeError, ValueError) as error:
        raise BadNotice(f"{path}.date", "invalid") from error
    if not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31):
        raise BadNotice(f"{path}.date", "other_year")
    return day, not off, name.strip()
