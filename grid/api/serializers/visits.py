"""Visits, their photos and their questions, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.models import FileState
from enterprises.api.serializers import EnterpriseRefSerializer, ProductionSerializer
from grid.api.serializers.units import UnitRefSerializer
from grid.models import BackCheck, VisitPhoto, VisitState
from grid.rules.answers import CONDITION_TESTS, KINDS
from grid.rules.trust import Signal


class TemplateOptionSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()


class TemplateConditionSerializer(serializers.Serializer[Any]):
    """Asked only if the earlier question is asked and its answer passes the test."""

    question = serializers.CharField()
    test = serializers.ChoiceField(choices=CONDITION_TESTS)
    value = serializers.JSONField(required=False)


class TemplateFieldSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()
    unit = serializers.CharField(required=False)
    unit_en = serializers.CharField(required=False)
    options = TemplateOptionSerializer(many=True, required=False)
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]
    prefill = serializers.BooleanField(required=False)
    min = serializers.FloatField(required=False)
    max = serializers.FloatField(required=False)
    step = serializers.FloatField(required=False)
    show_if = TemplateConditionSerializer(required=False)


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
    backcheck = serializers.ChoiceField(choices=BackCheck.choices, allow_blank=True)
    backcheck_text = serializers.CharField()


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


class VisitSignalSerializer(serializers.Serializer[Any]):
    """A reason to look, with the figures it rests on."""

    kind = serializers.ChoiceField(choices=[*Signal])
    facts = serializers.DictField(child=serializers.JSONField())


class LookSerializer(serializers.Serializer[Any]):
    """Whether somebody has looked, and what author and looker said."""

    opened_at = serializers.DateTimeField()
    explanation = serializers.CharField()
    explained_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    looked_at = serializers.DateTimeField(allow_null=True)
    looked_by = PersonSerializer(allow_null=True)


class VisitLookSerializer(LookSerializer):
    """A visit that needs a look, with the reasons."""

    visit = serializers.UUIDField(source="visit.uuid")
    enterprise = EnterpriseRefSerializer(source="visit.enterprise")
    author = PersonSerializer(source="visit.author")
    unit = UnitRefSerializer(source="visit.unit", allow_null=True)
    occurred_at = serializers.DateTimeField(source="visit.occurred_at")
    summary = serializers.CharField(source="visit.summary")
    backcheck = serializers.ChoiceField(source="visit.backcheck", choices=BackCheck.choices, allow_blank=True)
    signals = VisitSignalSerializer(source="visit.signals.all", many=True)


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
    signals = VisitSignalSerializer(source="shown_signals", many=True)
    look = LookSerializer(source="shown_look", allow_null=True)
