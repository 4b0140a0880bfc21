"""Changing how tickets are routed; running tickets keep the decision they got. Every version stays on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.outbox import publish
from core.refusals import InvalidField, Stale
from enterprises.models import Industry
from grid.models import Membership, Unit
from tickets.events import RoutingRuleChanged, RoutingRulesOrdered
from tickets.models import Category, ClockPolicy, RoutingRule, RuleVersion, Strategy
from tickets.selectors.routing import standing

TOPICS = ("board",)


@transaction.atomic
def add_rule(*, actor: User | None, at: datetime, **fields: Any) -> RoutingRule:
    """A new rule, last in order."""
    hold("rules")

    _check(fields)
    last = RoutingRule.objects.aggregate(last=Max("order"))["last"] or 0

    rule = RoutingRule.objects.create(order=last + 1, **fields)

    _record(rule, actor, at, "added")
    return rule


@transaction.atomic
def change_rule(*, actor: User | None, at: datetime, pk: int, version: int, **fields: Any) -> RoutingRule:
    """The rule changed, its version counted up. Http404 when missing, Stale when it has moved on."""
    hold("rules")
    rule = RoutingRule.objects.select_for_update().filter(pk=pk).first()
    if rule is None:
        raise Http404
    if rule.version != version:
        raise Stale(_("规则刚刚被别人修改。"), remedy=_("请刷新后再改。"))

    order = fields.pop("order", None)
    _check(
        {
            "strategy": rule.strategy,
            "person_id": rule.person_id,
            "from_on": rule.from_on,
            "until_on": rule.until_on,
            **fields,
        }
    )
    turned = None if set(fields) != {"active"} else "on" if fields["active"] else "off"

    for name, value in fields.items():
        setattr(rule, name, value)
    rule.version += 1
    rule.save()

    _record(rule, actor, at, turned or ("edited" if fields else "moved"))
    if order is not None:
        orders = list(RoutingRule.objects.exclude(pk=pk).order_by("order").values_list("pk", flat=True))
        orders.insert(max(0, order - 1), pk)
        _number(orders)
        rule.refresh_from_db()
    return rule


@transaction.atomic
def order_rules(*, actor: User | None, at: datetime, rules: list[int]) -> None:
    """All rules in the order given. Stale when these are not exactly the rules there are."""
    hold("rules")
    known = list(RoutingRule.objects.order_by("order").values_list("pk", flat=True))

    if sorted(known) != sorted(rules):
        raise Stale(_("规则刚刚有增减。"), remedy=_("请刷新后再排序。"))

    _number(rules)

    publish(
        RoutingRulesOrdered(at=at, actor_id=actor.pk if actor else None, topics=TOPICS, rules=list(rules))
    )


@transaction.atomic
def save_rule(*, actor: User | None, at: datetime, rule: RoutingRule) -> RoutingRule:
    """A rule as an administrator left it, its version counted up."""
    change = "edited" if rule.pk else "added"
    rule.version += 1 if rule.pk else 0
    rule.save()
    _record(rule, actor, at, change)
    return rule


def _record(rule: RoutingRule, actor: User | None, at: datetime, change: str) -> None:
    RuleVersion.objects.create(
        rule=rule,
        version=rule.version,
        at=at,
        by=actor,
        change=change,
        stood=standing(rule),
    )
    publish(
        RoutingRuleChanged(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=TOPICS,
            rule=rule.pk,
            name=rule.name,
            version=rule.version,
            change=change,
        )
    )


def _number(rules: list[int]) -> None:
    """Number them anew, in two steps because the order is unique."""
    base = (RoutingRule.objects.aggregate(last=Max("order"))["last"] or 0) + len(rules) + 1
    for start in (base, 1):
        for number, pk in enumerate(rules, start):
            RoutingRule.objects.filter(pk=pk).update(order=number)


def _check(fields: dict[str, Any]) -> None:
    codes = fields.get("categories", [])
    known = set(Category.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        raise InvalidField(
            _("没有这个问题类别:%(code)s。") % {"code": unknown[0]},
            field="categories",
            remedy=_("请从类别列表中选择。"),
        )
    _check_industries(fields.get("industries", []))
    for name in ("lead_unit_id", "co_units"):
        units = fields.get(name) or []
        wanted = set(units if isinstance(units, list) else [units])
        if Unit.objects.filter(pk__in=wanted).count() != len(wanted):
            raise InvalidField(
                _("没有这个单位。"), field=name.removesuffix("_id"), remedy=_("请从单位列表中选择。")
            )
    if fields.get("strategy") == Strategy.NAMED:
        person = fields.get("person_id")
        if person is None or not Membership.objects.filter(user_id=person, ends_on=None).exists():
            raise InvalidField(_("请指定一名在岗人员。"), field="person", remedy=_("请从单位成员中选择。"))
    policy = fields.get("policy_id")
    if policy is not None and not ClockPolicy.objects.filter(pk=policy).exists():
        raise InvalidField(_("没有这条时限规则。"), field="policy", remedy=_("请从列表中选择。"))
    first, last = fields.get("from_on"), fields.get("until_on")
    if first and last and last <= first:
        raise InvalidField(_("结束日期应在开始日期之后。"), field="until_on", remedy=_("请选择更晚的日期。"))


def _check_industries(codes: list[str]) -> None:
    for code in codes:
        if not Industry.objects.filter(code__startswith=code).exists():
            raise InvalidField(
                _("没有这个行业门类或代码:%(code)s。") % {"code": code},
                field="industries",
                remedy=_("请写门类字母(如 C)或国民经济行业代码(如 C39)。"),
            )
