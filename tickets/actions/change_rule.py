"""Changing how tickets are routed; running tickets keep the decision they got."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.refusals import InvalidField, Stale
from grid.models import Unit
from tickets.models import Category, RoutingRule


@transaction.atomic
def add_rule(**fields: Any) -> RoutingRule:
    """A new rule, last in order."""
    _check(fields)
    last = RoutingRule.objects.aggregate(last=Max("order"))["last"] or 0
    return RoutingRule.objects.create(order=last + 1, **fields)


@transaction.atomic
def change_rule(*, pk: int, version: int, **fields: Any) -> RoutingRule:
    """The rule changed, its version counted up. Http404 when missing, Stale when it has moved on."""
    rule = RoutingRule.objects.select_for_update().filter(pk=pk).first()
    if rule is None:
        raise Http404
    if rule.version != version:
        raise Stale(_("规则刚刚被别人修改。"), remedy=_("请刷新后再改。"))
    _check(fields)
    order = fields.pop("order", None)
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.version += 1
    rule.save()
    if order is not None:
        _move(rule, order)
        rule.refresh_from_db()
    return rule


@transaction.atomic
def save_rule(rule: RoutingRule) -> RoutingRule:
    """A rule as an administrator left it, its version counted up."""
    rule.version += 1 if rule.pk else 0
    rule.save()
    return rule


def _move(rule: RoutingRule, order: int) -> None:
    """Put the rule at a place and number all of them anew, in two steps because the order is unique."""
    rows = list(RoutingRule.objects.select_for_update().exclude(pk=rule.pk).order_by("order"))
    rows.insert(max(0, order - 1), rule)
    base = (RoutingRule.objects.aggregate(last=Max("order"))["last"] or 0) + len(rows) + 1
    for start in (base, 1):
        for number, row in enumerate(rows, start):
            RoutingRule.objects.filter(pk=row.pk).update(order=number)


def _check(fields: dict[str, Any]) -> None:
    codes = fields.get("categories", [])
    known = set(Category.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        raise InvalidField(
            _("没有这个问题类别:%(code)s。") % {"code": unknown[0]},
            field="categories",
            remedy=_("请从类别列表中选择。"),
        )
    unit = fields.get("lead_unit_id")
    if unit is not None and not Unit.objects.filter(pk=unit).exists():
        raise InvalidField(_("没有这个单位。"), field="lead_unit", remedy=_("请从单位列表中选择。"))
