"""Who has had a problem, and for how long: the stretches added up by rung of the house, and the ladder it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from grid.rules.calendar import between
from grid.selectors import zone_calendar
from tickets.models import Rung
from tickets.rules.lifecycle import ENDED, State

WITH_ENTERPRISE = frozenset({State.NEED_INFO, State.RESOLVED, State.VERIFYING})
"""States in which the house waits for the enterprise: an answer, or its word on the result."""
SHOWN = ("level", "name", "name_en", "trigger", "amount", "duty_seconds", "notice", "hands_over")
RUNG_OF_KIND = {"grid_team": 0, "department": 2, "service_centre": 3}


def held(spans: Sequence[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    """Working seconds per unit and person, longest first, time with the enterprise apart. `spans` are the detail's
    own: the stretches of one ticket, each with its unit, holder, moments and (when ended) working seconds."""
    calendar = zone_calendar()
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for span in spans:
        state = State(span["state"])
        if state in ENDED:
            continue
        seconds = span["working_seconds"]
        if span["ended_at"] is None:
            seconds = between(calendar, datetime.fromisoformat(span["started_at"]), at)
        outside = state in WITH_ENTERPRISE
        unit, person = (None, None) if outside else (span["unit"], span["holder"])
        key = (outside, unit and unit["id"], person and person["id"])
        row = found.setdefault(
            key,
            {
                "with_enterprise": outside,
                "unit": unit,
                "holder": person,
                "rung": RUNG_OF_KIND.get(unit["kind"], 0) if unit else None,
                "working_seconds": 0,
                "now": False,
            },
        )
        row["working_seconds"] += seconds or 0
        row["now"] = row["now"] or span["ended_at"] is None
    return sorted(found.values(), key=lambda row: -row["working_seconds"])


def ladder_of(ticket: Any) -> list[dict[str, Any]]:
    """The rungs of the ladder that the ticket's promise climbs, with their names."""
    return list(_rungs(ticket.promise_ladder)) if ticket.promise_ladder else []


@lru_cache(maxsize=64)
def _rungs(ladder: int) -> tuple[dict[str, Any], ...]:
    rows: Any = Rung.objects.filter(ladder=ladder).order_by("level")
    return tuple(rows.values(*SHOWN))
