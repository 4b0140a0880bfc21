"""The routing rules to begin with: which department leads, who works along, and who in the unit gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from grid.models import Unit
from tickets.models import Priority, RoutingRule, RuleVersion, Strategy
from tickets.models.routing import StartAt
from tickets.selectors.routing import standing

TEAM, LEAD = StartAt.TEAM, StartAt.LEAD_UNIT


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule to begin with. `to` is the department that leads, `along` those that work along."""

    name: str
    categories: tuple[str, ...]
    to: str
    along: tuple[str, ...] = ()
    start: str = TEAM
    strategy: str = ""
    more: dict[str, Any] = field(default_factory=dict)


RULES = (
    Rule(
        name="重点企业停产断供",
        categories=("LOG", "SUP"),
        to="ECONOMY",
        along=("TRANSPORT",),
        more={
            "tiers": ["key"],
            "words": ["断供", "停产", "停线", "一天库存"],
            "set_priority": Priority.URGENT,
        },
    ),
    Rule(
        name="健康码、隔离和住宿核验",
        categories=("LAB",),
        to="HEALTH",
        along=("HR",),
        more={"words": ["健康码", "隔离"]},
    ),
    Rule(
        name="劝返、卡口和小区通行",
        categories=("LAB",),
        to="POLICE",
        along=("TRANSPORT",),
        more={"words": ["劝返", "卡口", "小区"]},
    ),
    Rule(
        name="工地特种作业和实名制",
        categories=("LAB-PER",),
        to="HOUSING",
        along=("HR",),
        more={"words": ["工地"], "kinds": ["building_site"]},
    ),
    Rule(name="用工返岗", categories=("LAB",), to="HR"),
    Rule(
        name="电子制造业进出口",
        categories=("LOG-EXP",),
        to="COMMERCE",
        along=("TRANSPORT",),
        start=LEAD,
        strategy=Strategy.LEAST_LOADED,
        more={"industries": ["C39"]},
    ),
    Rule(name="进出口和通关", categories=("LOG-EXP",), to="COMMERCE", start=LEAD),
    Rule(name="物流运输", categories=("LOG",), to="TRANSPORT"),
    Rule(name="税费退减", categories=("FIN-TAX",), to="TAX", start=LEAD, strategy=Strategy.ROUND_ROBIN),
    Rule(name="资金周转", categories=("FIN",), to="FINANCE"),
    Rule(name="防疫物资", categories=("EPI",), to="ECONOMY", along=("HEALTH",)),
    Rule(name="原料供应链", categories=("SUP",), to="ECONOMY"),
    Rule(name="社保公积金", categories=("SOC",), to="HR", start=LEAD),
    Rule(name="租金减免", categories=("RNT",), to="FINANCE"),
    Rule(name="水电气", categories=("UTL",), to="UTILITIES", start=LEAD, strategy=Strategy.LEAST_LOADED),
    Rule(name="工地复工", categories=("SIT",), to="HOUSING"),
    Rule(name="规划环保", categories=("ENV",), to="PLANNING", start=LEAD),
    Rule(name="政策兑付", categories=("POL",), to="APPROVAL", start=LEAD),
)
"""Other problems have no rule on purpose: the coordinator reads them."""


def ensure_rules() -> int:
    if RoutingRule.objects.exists():
        return 0
    units = dict(Unit.objects.values_list("code", "id"))
    at = timezone.now()
    rows = [
        RoutingRule(
            order=order,
            name=rule.name,
            categories=list(rule.categories),
            start_at=rule.start,
            lead_unit_id=units[rule.to],
            co_units=[units[code] for code in rule.along],
            strategy=rule.strategy or (Strategy.RESPONSIBLE if rule.start == TEAM else Strategy.NOBODY),
            **rule.more,
        )
        for order, rule in enumerate(RULES, 1)
    ]
    RoutingRule.objects.bulk_create(rows)
    RuleVersion.objects.bulk_create(
        RuleVersion(rule=rule, version=1, at=at, change="added", stood=standing(rule)) for rule in rows
    )
    return len(rows)
