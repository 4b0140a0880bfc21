"""Routing rules as the pure ones, and a ticket as they see it."""

from __future__ import annotations

from typing import Any

from django.forms import model_to_dict
from django.utils import timezone

from enterprises.models import Tier
from grid.rules.calendar import Calendar, is_open
from tickets.models import RoutingRule, Ticket
from tickets.rules.routing import Problem, RuleData, beginnings


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
        all_words=tuple(rule.all_words),
        tiers=tuple(rule.tiers),
        kinds=tuple(rule.kinds),
        industries=tuple(rule.industries),
        subdistricts=tuple(rule.subdistricts),
        priorities=tuple(rule.priorities),
        sources=tuple(rule.sources),
        hours=rule.hours,
        from_on=rule.from_on,
        until_on=rule.until_on,
        start_at=rule.start_at,
        lead_unit=rule.lead_unit_id,
        co_units=tuple(rule.co_units),
        strategy=rule.strategy,
        person=rule.person_id,
        set_priority=rule.set_priority,
        policy=rule.policy_id,
    )


def standing(rule: RoutingRule) -> dict[str, Any]:
    """The rule's fields as its history keeps them."""
    return model_to_dict(rule, exclude=["id", "version", "order"])


def problem_of(ticket: Ticket, calendar: Calendar) -> Problem:
    """A ticket as routing rules see it; its category, enterprise and industry are read along beforehand."""
    category, owner = ticket.category, ticket.enterprise
    return Problem(
        categories=frozenset({category.pk, category.parent_id or category.pk}),
        text=f"{ticket.title} {ticket.text}",
        tier=Tier.of(owner.is_key),
        kind=owner.kind,
        industries=beginnings(owner.industry_id) if owner.industry_id else frozenset(),
        subdistrict=owner.subdistrict_id,
        priority=ticket.priority,
        source=ticket.source,
        working=is_open(calendar, ticket.submitted_at),
        on=timezone.localtime(ticket.submitted_at, calendar.zone).date(),
    )
