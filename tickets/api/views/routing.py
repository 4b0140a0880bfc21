"""Routing rules: read by those who steer, changed by coordinators and administrators, tried before they hold."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import create_once
from core.api.views import ScopedView
from core.refusals import NotAllowed
from grid.models import Unit
from tickets.actions.change_rule import add_rule, change_rule, order_rules
from tickets.api import routing as r
from tickets.models import RoutingRule, RuleVersion
from tickets.rules.routing import RuleData
from tickets.selectors.dry_run import dry_run
from tickets.selectors.routing import active_rules, data_of

STEERS = frozenset({"coordinator", "leader", "admin"})
CHANGES = frozenset({"coordinator", "admin"})


class RoutingRuleListView(ScopedView):
    """All rules in their order. Rules are the zone's, so no row is scoped; the roles are."""

    model = None
    roles = STEERS
    idempotent_create = True

    @extend_schema(responses=r.RoutingRuleSerializer(many=True), operation_id="list_rules")
    def get(self, request: Request) -> Response:
        units = _units()
        rows = RoutingRule.objects.select_related("person", "policy")
        return Response([r.shape(rule, units) for rule in rows])

    @extend_schema(request=r.NewRuleInput, responses={201: r.RoutingRuleSerializer}, operation_id="add_rule")
    def post(self, request: Request) -> Response:
        check_changes(request)
        fields = {name: value for name, value in self.sent(r.NewRuleInput).items() if name != "uuid"}
        return create_once(
            request,
            request.data,
            lambda: r.shape(add_rule(actor=self.actor, at=timezone.now(), **fields), _units()),
        )


class RoutingRuleView(ScopedView):
    """One rule changed, or moved to another place in the order."""

    model = None
    roles = CHANGES
    needs_version = True

    @extend_schema(request=r.RuleChangeInput, responses=r.RoutingRuleSerializer, operation_id="change_rule")
    def patch(self, request: Request, pk: int) -> Response:
        version, fields = self.expected_version(), self.sent(r.RuleChangeInput)
        rule = change_rule(actor=self.actor, at=timezone.now(), pk=pk, version=version, **fields)
        return Response(r.shape(rule, _units()))


class RuleOrderView(ScopedView):
    """All rules in another order. Who sends an order of other rules than there are has not seen the newest."""

    model = None
    roles = CHANGES
    may_be_stale = True

    @extend_schema(
        request=r.RuleOrderInput, responses=r.RoutingRuleSerializer(many=True), operation_id="order_rules"
    )
    def put(self, request: Request) -> Response:
        order_rules(actor=self.actor, at=timezone.now(), **self.sent(r.RuleOrderInput))
        units = _units()
        rows = RoutingRule.objects.select_related("person", "policy")
        return Response([r.shape(rule, units) for rule in rows])


class RuleHistoryView(ScopedView):
    """Every version of a rule, the newest first, with what changed in it."""

    model = None
    roles = STEERS

    @extend_schema(responses=r.RuleVersionSerializer(many=True), operation_id="rule_history")
    def get(self, request: Request, pk: int) -> Response:
        if not RoutingRule.objects.filter(pk=pk).exists():
            raise Http404
        rows = list(RuleVersion.objects.filter(rule_id=pk).select_related("by").order_by("version"))
        before = [None, *rows]
        lines = [_version(row, earlier) for row, earlier in zip(rows, before, strict=False)]
        return Response(lines[::-1])


class DryRunView(ScopedView):
    """What a new, a changed or a moved rule would do, tried on the last tickets; nothing is changed."""

    model = None
    roles = STEERS

    @extend_schema(
        request=r.DryRunInput, responses=r.DryRunLineSerializer(many=True), operation_id="dry_run_rules"
    )
    def post(self, request: Request) -> Response:
        data = self.sent(r.DryRunInput)
        present = active_rules()
        return Response(dry_run(present, _changed(present, data), data["last"], timezone.now()))


def _changed(present: list[RuleData], data: dict[str, Any]) -> list[RuleData]:
    """The rules in force, with the tried one in the place of the one it replaces, else at the end; then in the
    order tried."""
    rules = list(present)
    if "rule" in data:
        tried = data_of(RoutingRule(pk=data.get("replaces"), **data["rule"]))
        kept = [rule for rule in rules if rule.id != tried.id]
        place = next((n for n, rule in enumerate(rules) if rule.id == tried.id), len(kept))
        rules = [*kept[:place], *([tried] if data["rule"].get("active", True) else []), *kept[place:]]
    if "order" in data:
        places = {pk: place for place, pk in enumerate(data["order"])}
        rules.sort(key=lambda rule: places.get(rule.id, len(places)))
    return rules


def check_changes(request: Request) -> None:
    """Rules are changed by coordinators and administrators."""
    if getattr(request.user, "role", "") not in CHANGES:
        raise NotAllowed(_("您可以查看规则,但不能修改。"), remedy=_("请联系协调员。"))


def _units() -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in Unit.objects.values("id", "name", "name_en", "kind")}


def _version(row: RuleVersion, before: RuleVersion | None) -> dict[str, Any]:
    stood = before.stood if before else {}
    by = row.by
    return {
        "version": row.version,
        "at": row.at,
        "by": {"id": by.pk, "name": by.name, "role": by.role} if by else None,
        "change": row.change,
        "changed": sorted(name for name, value in row.stood.items() if before and stood.get(name) != value),
        "stood": row.stood,
    }
