"""What other rules would have done with the last tickets, laid beside what the present ones would; nothing changes.

A fixed number of queries, however many tickets: persons are chosen by the loads of this moment on both sides, so that
what differs differs because of the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from grid.models import Assignment, AssignmentKind, Unit
from grid.rules.absence import Away
from grid.selectors import away, zone_calendar
from tickets.models import Ticket
from tickets.rules.routing import Match, RuleData, choose_unit, match
from tickets.rules.staffing import Candidate, choose_person
from tickets.selectors.routing import problem_of
from tickets.selectors.staffing import candidates_of

Line = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class _House:
    """What persons are chosen by."""

    units: Mapping[int, dict[str, Any]]
    candidates: Mapping[int, Sequence[Candidate]]
    responsible: Mapping[int, int]
    away: Away


def dry_run(present: list[RuleData], changed: list[RuleData], last: int, at: datetime) -> list[Line]:
    """The newest `last` tickets: where `present` would send them, where `changed` would, and because of what."""
    calendar = zone_calendar()
    rows = Ticket.objects.select_related("category", "enterprise").order_by("-id")
    tickets = list(rows[:last])
    pairs = []
    for ticket in tickets:
        problem = problem_of(ticket, calendar)
        pairs.append((ticket, match(present, problem), match(changed, problem)))
    house = _house(pairs, at)
    return [_line(ticket, now, would, house) for ticket, now, would in pairs]


def _house(pairs: list[tuple[Ticket, Match | None, Match | None]], at: datetime) -> _House:
    today = timezone.localdate(at)
    reached = {
        choose_unit(found.rule, ticket.team_id)
        for ticket, *both in pairs
        for found in both
        if found is not None
    }
    primary = Assignment.objects.current(today).filter(
        kind=AssignmentKind.PRIMARY, enterprise_id__in={ticket.enterprise_id for ticket, *_ in pairs}
    )
    return _House(
        units={row["id"]: dict(row) for row in Unit.objects.values("id", "name", "name_en", "kind")},
        candidates=candidates_of(reached, today),
        responsible=dict(primary.values_list("enterprise_id", "cadre_id")),
        away=away(at),
    )


def _line(ticket: Ticket, now: Match | None, would: Match | None, house: _House) -> Line:
    before, after = _decide(ticket, now, house), _decide(ticket, would, house)
    same = ("unit", "lead_unit", "person", "co_units", "priority", "policy")
    return {
        "ref": ticket.ref,
        "title": ticket.title,
        "now": before,
        "would": after,
        "differs": any(before[name] != after[name] for name in same),
    }


def _decide(ticket: Ticket, found: Match | None, house: _House) -> Line:
    if found is None:
        return {
            "rule": None,
            "unit": None,
            "lead_unit": None,
            "co_units": [],
            "person": None,
            "why": "no_rule",
            "priority": ticket.priority,
            "policy": None,
            "because": [],
        }
    rule, unit = found.rule, choose_unit(found.rule, ticket.team_id)
    candidates = house.candidates.get(unit, [])
    wanted = rule.person if rule.strategy == "named" else house.responsible.get(ticket.enterprise_id)
    choice = choose_person(rule.strategy, wanted=wanted, candidates=candidates, away=house.away)
    return {
        "rule": rule.name,
        "unit": house.units.get(unit),
        "lead_unit": house.units.get(rule.lead_unit),
        "co_units": [house.units[co] for co in rule.co_units if co in house.units],
        "person": next((one.name for one in candidates if one.id == choice.person), None),
        "why": choice.why,
        "priority": rule.set_priority or ticket.priority,
        "policy": rule.policy,
        "because": [list(reason) for reason in found.because],
    }
