"""Routing rules: read by those who steer, changed by coordinators and administrators, tried before they hold."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Text, Whole
from core.api.views import ScopedView
from core.refusals import NotAllowed
from grid.api.serializers.units import UnitRefSerializer
from tickets.actions.change_rule import add_rule, change_rule
from tickets.models import Priority, RoutingRule, Strategy
from tickets.models.routing import StartAt
from tickets.rules.routing import RuleData
from tickets.selectors.routing import active_rules, data_of, dry_run

STEERS = frozenset({"coordinator", "leader", "admin"})
CHANGES = frozenset({"coordinator", "admin"})
CONDITIONS = ("categories", "words", "kinds", "subdistricts", "priorities", "sources")


class RoutingRuleSerializer(s.Serializer[Any]):
    id = s.IntegerField()
    order = s.IntegerField()
    name = s.CharField()
    active = s.BooleanField()
    categories = s.ListField(child=s.CharField())
    words = s.ListField(child=s.CharField())
    kinds = s.ListField(child=s.CharField())
    subdistricts = s.ListField(child=s.CharField())
    priorities = s.ListField(child=s.CharField())
    sources = s.ListField(child=s.CharField())
    start_at = s.ChoiceField(choices=StartAt.choices)
    lead_unit = UnitRefSerializer()
    strategy = s.ChoiceField(choices=Strategy.choices)
    set_priority = s.CharField(allow_blank=True)
    version = s.IntegerField()


class RuleInput(Input):
    name = Text(max_length=80)
    active = s.BooleanField(required=False)
    categories = s.ListField(child=Text(max_length=12), required=False, max_length=40)
    words = s.ListField(child=Text(max_length=20), required=False, max_length=40)
    kinds = s.ListField(child=Text(max_length=13), required=False, max_length=10)
    subdistricts = s.ListField(child=Text(max_length=9), required=False, max_length=40)
    priorities = s.ListField(child=s.ChoiceField(choices=Priority.choices), required=False, max_length=3)
    sources = s.ListField(child=Text(max_length=11), required=False, max_length=3)
    start_at = s.ChoiceField(choices=StartAt.choices, required=False)
    lead_unit = Whole(min_value=1, source="lead_unit_id")
    strategy = s.ChoiceField(choices=Strategy.choices, required=False)
    set_priority = s.ChoiceField(choices=Priority.choices, required=False, allow_blank=True)


class NewRuleInput(CreateInput, RuleInput):
    pass


class RuleChangeInput(RuleInput):
    name = Text(max_length=80, required=False)
    lead_unit = Whole(min_value=1, source="lead_unit_id", required=False)
    order = Whole(min_value=1, max_value=1000, required=False)


class DryRunInput(Input):
    rule = RuleInput(required=False)
    replaces = Whole(min_value=1, required=False)
    last = Whole(min_value=1, max_value=200, required=False, default=50)


class RoutingDecisionSerializer(s.Serializer[Any]):
    rule = s.CharField(allow_null=True)
    unit = s.CharField(allow_null=True)
    lead_unit = s.CharField(allow_null=True)


class DryRunLineSerializer(s.Serializer[Any]):
    ref = s.CharField()
    title = s.CharField()
    now = RoutingDecisionSerializer()
    would = RoutingDecisionSerializer()
    differs = s.BooleanField()


class RoutingRuleListView(ScopedView):
    """All rules in their order. Rules are the zone's, so no row is scoped; the roles are."""

    model = None
    roles = STEERS
    idempotent_create = True

    @extend_schema(responses=RoutingRuleSerializer(many=True), operation_id="list_rules")
    def get(self, request: Request) -> Response:
        return Response([shape(rule) for rule in RoutingRule.objects.select_related("lead_unit")])

    @extend_schema(request=NewRuleInput, responses={201: RoutingRuleSerializer}, operation_id="add_rule")
    def post(self, request: Request) -> Response:
        check_changes(request)
        fields = {name: value for name, value in self.sent(NewRuleInput).items() if name != "uuid"}
        return create_once(request, request.data, lambda: shape(add_rule(**fields)))


class RoutingRuleView(ScopedView):
    """One rule changed, or moved to another place in the order."""

    model = None
    roles = CHANGES
    needs_version = True

    @extend_schema(request=RuleChangeInput, responses=RoutingRuleSerializer, operation_id="change_rule")
    def patch(self, request: Request, pk: int) -> Response:
        version = self.expected_version()
        return Response(shape(change_rule(pk=pk, version=version, **self.sent(RuleChangeInput))))


class DryRunView(ScopedView):
    """What a rule would do, tried on the last tickets; nothing is changed."""

    model = None
    roles = STEERS

    @extend_schema(
        request=DryRunInput, responses=DryRunLineSerializer(many=True), operation_id="dry_run_rules"
    )
    def post(self, request: Request) -> Response:
        data = self.sent(DryRunInput)
        return Response(dry_run(_changed(data), data["last"]))


def _changed(data: dict[str, Any]) -> list[RuleData]:
    """The rules in force, with the tried one in the place of the one it replaces, else at the end."""
    rules = active_rules()
    if "rule" not in data:
        return rules
    tried = data_of(RoutingRule(pk=data.get("replaces"), **data["rule"]))
    kept = [tried if rule.id == tried.id else rule for rule in rules]
    return kept if tried in kept else [*rules, tried]


def check_changes(request: Request) -> None:
    """Rules are changed by coordinators and administrators."""
    if getattr(request.user, "role", "") not in CHANGES:
        raise NotAllowed(_("您可以查看规则,但不能修改。"), remedy=_("请联系协调员。"))


def shape(rule: RoutingRule) -> dict[str, Any]:
    """A rule as it goes out."""
    unit = rule.lead_unit
    plain = ("id", "order", "name", "active", *CONDITIONS, "start_at", "strategy", "set_priority", "version")
    return {
        **{name: getattr(rule, name) for name in plain},
        "lead_unit": {"id": unit.pk, "name": unit.name, "name_en": unit.name_en, "kind": unit.kind},
    }
