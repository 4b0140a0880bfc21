"""Register entries with who serves them, as the API shows them."""

from __future__ import annotations

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from enterprises.api.serializers import (
    ContactSerializer,
    EnterpriseRefSerializer,
    IndustrySerializer,
    ReportSerializer,
    SubdistrictSerializer,
)
from enterprises.models import CoordSource, Kind
from grid.api.serializers.units import UnitRefSerializer


class EnterpriseRowSerializer(EnterpriseRefSerializer):
    kind = serializers.ChoiceField(choices=Kind.choices)
    subdistrict = SubdistrictSerializer()
    address = serializers.CharField()
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)
    employees = serializers.IntegerField()
    unit = UnitRefSerializer(allow_null=True)
    cadre = PersonSerializer(allow_null=True)
    report = ReportSerializer(source="latest_report", allow_null=True)
    open_tickets = serializers.IntegerField()
    last_visit_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class EnterpriseDetailSerializer(EnterpriseRowSerializer):
    uscc = serializers.CharField(allow_null=True)
    industry = IndustrySerializer(allow_null=True)
    coord_source = serializers.ChoiceField(choices=CoordSource.choices, allow_blank=True)
    aliases = serializers.ListField(child=serializers.CharField())
    spellings = serializers.ListField(child=serializers.CharField(), source="shown_spellings")
    contacts = ContactSerializer(source="shown_contacts", many=True)
    backup = PersonSerializer(source="shown_backup", many=True)
    reports = ReportSerializer(source="shown_reports", many=True)
