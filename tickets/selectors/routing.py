"""Routing rules as the pure ones, and what a changed set of them would have done to the last tickets."""

from __future__ import annotations

from typing import Any

from grid.models import Unit
from tickets.models import RoutingRule, Ticket
from tickets.rules.routing import Problem, RuleData, choose_unit, match


def active_rules() -> list[RuleData]:
    """The rules in force, in order."""
    return [data_of(rule) for rule in RoutingRule.objects.filter(active=True)]


def data_of(rule: RoutingRule) -> RuleData:
    """A stored rule as the pure one."""
    return RuleData(
        id=rule.pk or 0,
        name=rule.name,
        version=rule.version,
        categories=tuple(rule.categories),
        words=tuple(rule.words),
        kinds=tuple(rule.kinds),
        subdistricts=tuple(rule.subdistricts),
        priorities=tuple(rule.priorities),
        sources=tuple(rule.sources),
        start_at=rule.start_at,
        lead_unit=rule.lead_unit_id,
        strategy=rule.strategy,
        set_priority=rule.set_priority,
    )


def problem_of(ticket: Ticket) -> Problem:
    """A ticket as routing rules see it."""
    category = ticket.category
    return Problem(
        categories=frozenset({category.pk, category.parent_id or category.pk}),
        text=f"{ticket.title} {ticket.text}",
        kind=ticket.enterprise.kind,
        subdistrict=ticket.enterprise.subdistrict_id,
        priority=ticket.priority,
        source=ticket.source,
    )


def dry_run(rules: list[RuleData], last: int) -> list[dict[str, Any]]:
    """The newest `last` tickets: where the rules in force would send them, and where these rules would."""
    names = dict(Unit.objects.values_list("id", "name"))
    present = active_rules()
    rows = Ticket.objects.select_related("category", "enterprise").order_by("-id")[:last]
    return [_line(ticket, present, rules, names) for ticket in rows]


def _line(
    ticket: Ticket, present: list[RuleData], changed: list[RuleData], names: dict[int, str]
) -> dict[str, Any]:
    now, would = (_decide(ticket, rules, names) for rules in (present, changed))
    return {"ref": ticket.ref, "title": ticket.title, "now": now, "would": would, "differs": now != would}


def _decide(ticket: Ticket, rules: list[RuleData], names: dict[int, str]) -> dict[str, Any]:
    found = match(rules, problem_of(ticket))
    if found is None:
        return {"rule": None, "unit": None, "lead_unit": None}
    unit = choose_unit(found.rule, ticket.team_id)
    return {"rule": found.rule.name, "unit": names.get(unit), "lead_unit": names.get(found.rule.lead_unit)}
