"""Planned visits as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from enterprises.api.serializers import EnterpriseRefSerializer, SubdistrictSerializer
from grid.models import PlanReason


class PlannedFirmSerializer(EnterpriseRefSerializer):
    subdistrict = SubdistrictSerializer()
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)


class PurposeSerializer(serializers.Serializer[Any]):
    unit = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    name_en = serializers.CharField(allow_blank=True)
    by = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class PlannedVisitSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    enterprise = PlannedFirmSerializer()
    cadre = PersonSerializer()
    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=PlanReason.choices)
    purposes = PurposeSerializer(many=True)
    by_hand = serializers.BooleanField()
    done = serializers.BooleanField(source="is_made")
    version = serializers.IntegerField()


class PlanDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    works = serializers.BooleanField()
    name = serializers.CharField(allow_blank=True)


class PlanSerializer(serializers.Serializer[Any]):
    first = serializers.DateField()
    days = PlanDaySerializer(many=True)
    visits = PlannedVisitSerializer(many=True)


class PlanAnswerSerializer(serializers.Serializer[Any]):
    visit = PlannedVisitSerializer()
    merged = serializers.BooleanField()
    in_week = serializers.IntegerField()


class PlannedWeekSerializer(serializers.Serializer[Any]):
    monday = serializers.DateField()
    visits = serializers.IntegerField()
    left_out = serializers.IntegerField()
    metres = serializers.IntegerField()


class FeedSerializer(serializers.Serializer[Any]):
    made_at = serializers.DateTimeField(allow_null=True)


class NewFeedSerializer(serializers.Serializer[Any]):
    address = serializers.CharField()
