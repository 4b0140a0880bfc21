"""The reader and the reader's day, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Language, Role
from enterprises.api.serializers import EnterpriseRefSerializer
from grid.api.serializers.register import EnterpriseRowSerializer
from grid.api.serializers.units import UnitRefSerializer
from grid.rules.visiting import ORDER, PRESSING


class MyUnitSerializer(UnitRefSerializer):
    is_lead = serializers.BooleanField()


class MeSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    username = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    language = serializers.ChoiceField(choices=Language.choices)
    units = MyUnitSerializer(many=True)
    enterprise = EnterpriseRefSerializer(allow_null=True)
    home = serializers.CharField()
    demo = serializers.BooleanField()
    epoch = serializers.UUIDField()
    head = serializers.IntegerField()
    server_time = serializers.DateTimeField()
    build = serializers.CharField()


class PressingSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=PRESSING)
    points = serializers.IntegerField()
    n = serializers.IntegerField()


class DueVisitSerializer(serializers.Serializer[Any]):
    enterprise = EnterpriseRowSerializer()
    reason = serializers.ChoiceField(choices=sorted(ORDER))
    visit_due_on = serializers.DateField()
    every_days = serializers.IntegerField()
    risk = serializers.IntegerField()
    reasons = PressingSerializer(many=True)


class TodaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    is_working_day = serializers.BooleanField()
    holiday = serializers.CharField(allow_null=True)
    due = DueVisitSerializer(many=True)
    done_today = serializers.IntegerField()
