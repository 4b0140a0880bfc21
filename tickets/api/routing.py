"""The shapes of routing: what comes in and goes out about rules, dry runs and versions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from accounts.api.serializers import PersonSerializer
from core.api.inputs import CreateInput, Input, Text, Whole
from enterprises.models import Kind, Tier
from grid.api.serializers.units import UnitRefSerializer
from tickets.models import Priority, RoutingRule, Source, Strategy
from tickets.models.routing import Hours, StartAt

CONDITIONS = (
    "categories",
    "words",
    "all_words",
    "tiers",
    "kinds",
    "industries",
    "subdistricts",
    "priorities",
    "sources",
)
PLAIN = (
    "id",
    "order",
    "name",
    "active",
    *CONDITIONS,
    "hours",
    "from_on",
    "until_on",
    "start_at",
    "strategy",
    "set_priority",
    "version",
)
WHYS = [
    "responsible",
    "named",
    "deputy",
    "least_loaded",
    "round_robin",
    "waiting",
    "unit_arranges",
    "no_rule",
]


class PolicyRefSerializer(s.Serializer[Any]):
    id = s.IntegerField()
    category = s.CharField(source="category_id", allow_null=True)
    priority = s.ChoiceField(choices=Priority.choices, allow_blank=True)
    acknowledge_seconds = s.IntegerField()
    first_contact_seconds = s.IntegerField()
    resolve_seconds = s.IntegerField()
    version = s.IntegerField()


class RoutingRuleSerializer(s.Serializer[Any]):
    id = s.IntegerField()
    order = s.IntegerField()
    name = s.CharField()
    active = s.BooleanField()
    categories = s.ListField(child=s.CharField())
    words = s.ListField(child=s.CharField())
    all_words = s.ListField(child=s.CharField())
    tiers = s.ListField(child=s.ChoiceField(choices=Tier.choices))
    kinds = s.ListField(child=s.CharField())
    industries = s.ListField(child=s.CharField())
    subdistricts = s.ListField(child=s.CharField())
    priorities = s.ListField(child=s.ChoiceField(choices=Priority.choices))
    sources = s.ListField(child=s.CharField())
    hours = s.ChoiceField(choices=Hours.choices, allow_blank=True)
    from_on = s.DateField(allow_null=True)
    until_on = s.DateField(allow_null=True)
    start_at = s.ChoiceField(choices=StartAt.choices)
    lead_unit = UnitRefSerializer()
    co_units = UnitRefSerializer(many=True)
    strategy = s.ChoiceField(choices=Strategy.choices)
    person = PersonSerializer(allow_null=True)
    set_priority = s.ChoiceField(choices=Priority.choices, allow_blank=True)
    policy = PolicyRefSerializer(allow_null=True)
    version = s.IntegerField()


class RuleVersionSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    at = s.DateTimeField()
    by = PersonSerializer(allow_null=True)
    change = s.ChoiceField(choices=["added", "edited", "moved", "on", "off"])
    changed = s.ListField(child=s.CharField())
    stood = s.JSONField()


def _codes(length: int, most: int = 40) -> s.ListField:
    return s.ListField(child=Text(max_length=length), required=False, max_length=most)


class RuleInput(Input):
    name = Text(max_length=80)
    active = s.BooleanField(required=False)
    categories = _codes(12)
    words = _codes(20)
    all_words = _codes(20, 10)
    tiers = s.ListField(child=s.ChoiceField(choices=Tier.choices), required=False, max_length=2)
    kinds = s.ListField(child=s.ChoiceField(choices=Kind.choices), required=False, max_length=5)
    industries = _codes(5)
    subdistricts = _codes(9)
    priorities = s.ListField(child=s.ChoiceField(choices=Priority.choices), required=False, max_length=3)
    sources = s.ListField(child=s.ChoiceField(choices=Source.choices), required=False, max_length=3)
    hours = s.ChoiceField(choices=Hours.choices, required=False, allow_blank=True)
    from_on = s.DateField(required=False, allow_null=True)
    until_on = s.DateField(required=False, allow_null=True)
    start_at = s.ChoiceField(choices=StartAt.choices, required=False)
    lead_unit = Whole(min_value=1, source="lead_unit_id")
    co_units = s.ListField(child=Whole(min_value=1), required=False, max_length=10)
    strategy = s.ChoiceField(choices=Strategy.choices, required=False)
    person = Whole(min_value=1, source="person_id", required=False, allow_null=True)
    set_priority = s.ChoiceField(choices=Priority.choices, required=False, allow_blank=True)
    policy = Whole(min_value=1, source="policy_id", required=False, allow_null=True)


class NewRuleInput(CreateInput, RuleInput):
    pass


class RuleChangeInput(RuleInput):
    name = Text(max_length=80, required=False)
    lead_unit = Whole(min_value=1, source="lead_unit_id", required=False)
    order = Whole(min_value=1, max_value=1000, required=False)


class RuleOrderInput(Input):
    rules = s.ListField(child=Whole(min_value=1), max_length=500)


class DryRunInput(Input):
    rule = RuleInput(required=False)
    replaces = Whole(min_value=1, required=False)
    order = s.ListField(
        child=Whole(), required=False, max_length=500, help_text="Rules in the order tried; 0 is the new one."
    )
    last = Whole(min_value=1, max_value=200, required=False, default=50)


class RoutingDecisionSerializer(s.Serializer[Any]):
    rule = s.CharField(allow_null=True)
    unit = UnitRefSerializer(allow_null=True)
    lead_unit = UnitRefSerializer(allow_null=True)
    co_units = UnitRefSerializer(many=True)
    person = s.CharField(allow_null=True)
    why = s.ChoiceField(choices=WHYS)
    priority = s.ChoiceField(choices=Priority.choices)
    policy = s.IntegerField(allow_null=True)
    because = s.ListField(child=s.ListField(child=s.CharField()))


class DryRunLineSerializer(s.Serializer[Any]):
    ref = s.CharField()
    title = s.CharField()
    now = RoutingDecisionSerializer()
    would = RoutingDecisionSerializer()
    differs = s.BooleanField()


def shape(rule: RoutingRule, units: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A rule as it goes out."""
    person = rule.person
    return {
        **{name: getattr(rule, name) for name in PLAIN},
        "lead_unit": units.get(rule.lead_unit_id),
        "co_units": [units[unit] for unit in rule.co_units if unit in units],
        "person": {"id": person.pk, "name": person.name, "role": person.role} if person else None,
        "policy": dict(PolicyRefSerializer(rule.policy).data) if rule.policy else None,
    }
