"""Register entries, contacts and production reports as the API shows them. Numbers are masked here."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.phones import mask_phone
from enterprises.models import Contact, ProductionState


class EnterpriseRefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    short_name = serializers.CharField()


class SubdistrictSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class IndustrySerializer(serializers.Serializer[Any]):
    letter = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ProductionSerializer(serializers.Serializer[Any]):
    expected_staff = serializers.IntegerField()
    returned_staff = serializers.IntegerField()
    capacity_percent = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ProductionState.choices)


class ReportSerializer(ProductionSerializer):
    reported_on = serializers.DateField()


class ContactSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    title = serializers.CharField()
    phone_masked = serializers.SerializerMethodField()
    is_primary = serializers.BooleanField()

    def get_phone_masked(self, contact: Contact) -> str:
        return mask_phone(contact.phone)


class RevealedPhoneSerializer(serializers.Serializer[Any]):
    phone = serializers.CharField()
