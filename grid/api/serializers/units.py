"""Units and their people as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from grid.models import UnitKind


class UnitRefSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    kind = serializers.ChoiceField(choices=UnitKind.choices)


class UnitRowSerializer(UnitRefSerializer):
    code = serializers.CharField()
    lead = PersonSerializer(allow_null=True)
    members = serializers.IntegerField()
    enterprises = serializers.IntegerField()
    open_tickets = serializers.IntegerField()
    red = serializers.IntegerField()


class UnitPersonSerializer(PersonSerializer):
    is_lead = serializers.BooleanField()
    capacity_hours = serializers.IntegerField(allow_null=True)
    away = serializers.BooleanField()
    enterprises = serializers.IntegerField()
    open_tickets = serializers.IntegerField()


class UnitDetailSerializer(UnitRowSerializer):
    phone = serializers.CharField()
    people = UnitPersonSerializer(many=True)
