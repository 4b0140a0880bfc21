"""Visits, their photos and their questions, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.models import FileState
from enterprises.api.serializers import EnterpriseRefSerializer, ProductionSerializer
from grid.api.serializers.units import UnitRefSerializer
from grid.models import VisitPhoto, VisitState
from grid.rules.answers import CHECKS


class TemplateOptionSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()


class TemplateFieldSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=sorted(CHECKS))
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()
    unit = serializers.CharField(required=False)
    options = TemplateOptionSerializer(many=True, required=False)
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]


class TemplateSectionSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    title_en = serializers.CharField()
    fields = TemplateFieldSerializer(many=True)  # type: ignore[assignment]


class VisitTemplateSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    title_en = serializers.CharField()
    sections = TemplateSectionSerializer(many=True)


class VisitRowSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    enterprise = EnterpriseRefSerializer()
    author = PersonSerializer()
    unit = UnitRefSerializer(allow_null=True)
    state = serializers.ChoiceField(choices=VisitState.choices)
    occurred_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField()
    summary = serializers.CharField(source="shown_summary")
    distance_m = serializers.FloatField(source="shown_distance", allow_null=True)
    photos = serializers.IntegerField(source="photo_count")
    follow_up_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class PersonMetSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()


class VisitPhotoSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    url = serializers.SerializerMethodField()
    caption = serializers.CharField()
    state = serializers.ChoiceField(choices=FileState.choices)

    def get_url(self, photo: VisitPhoto) -> str:
        return f"/api/v1/photos/{photo.uuid}"


class ReceivedPhotoSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    state = serializers.ChoiceField(choices=FileState.choices)
    sha256 = serializers.CharField()


class VisitRevisionSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = PersonSerializer()
    reason = serializers.CharField()


class VisitDetailSerializer(VisitRowSerializer):
    template_version = serializers.IntegerField(source="template.version")
    answers = serializers.DictField(child=serializers.JSONField())
    people_met = PersonMetSerializer(many=True)
    production = ProductionSerializer(allow_null=True)
    photo_list = VisitPhotoSerializer(source="shown_photo_list", many=True)
    revisions = VisitRevisionSerializer(source="shown_revisions", many=True)
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)
    accuracy_m = serializers.FloatField(allow_null=True)
