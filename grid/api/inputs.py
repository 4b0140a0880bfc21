"""What may be sent about visits and oneself."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Language
from core.api.inputs import CreateInput, Input, Moment, Text, Whole
from enterprises.api.inputs import ProductionInput
from grid.models import Datum

MOST_PEOPLE = 30


class LanguageInput(Input):
    language = serializers.ChoiceField(choices=Language.choices)


class PersonMetInput(Input):
    name = Text(max_length=60)
    title = Text(max_length=60, allow_blank=True, default="")


class Answers(serializers.DictField):
    """Question id to answer; whether they fit is asked of the template."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.JSONField(allow_null=True), **kwargs)


class VisitInput(CreateInput):
    enterprise = serializers.UUIDField()
    template_version = Whole(min_value=1)
    occurred_at = Moment()
    arrived_at = Moment(required=False, allow_null=True)
    sent_at = Moment(required=False, allow_null=True, help_text="The device's clock when it sent this.")
    lat = serializers.FloatField(required=False, allow_null=True, min_value=-90, max_value=90)
    lon = serializers.FloatField(required=False, allow_null=True, min_value=-180, max_value=180)
    accuracy_m = serializers.FloatField(required=False, allow_null=True, min_value=0, max_value=1_000_000)
    datum = serializers.ChoiceField(choices=Datum.choices, required=False)
    fix_age_s = serializers.FloatField(
        required=False,
        allow_null=True,
        min_value=0,
        max_value=10_000_000,
        help_text="How old the position was, in seconds.",
    )
    began_at = Moment(required=False, allow_null=True, help_text="When the form was opened.")
    left_at = Moment(required=False, allow_null=True, help_text="When the form was finished.")
    answers = Answers(required=False)
    people_met = serializers.ListField(child=PersonMetInput(), required=False, max_length=MOST_PEOPLE)
    production = ProductionInput(required=False, allow_null=True)
    summary = Text(required=False, allow_blank=True)
    follow_up_on = serializers.DateField(required=False, allow_null=True)
    device_id = Text(required=False, allow_blank=True, max_length=64)


class AmendVisitInput(Input):
    reason = Text(min_length=2, max_length=500)
    answers = Answers(required=False)
    people_met = serializers.ListField(child=PersonMetInput(), required=False, max_length=MOST_PEOPLE)
    production = ProductionInput(required=False, allow_null=True)
    summary = Text(required=False, allow_blank=True)
    follow_up_on = serializers.DateField(required=False, allow_null=True)


class PhotoInput(CreateInput):
    file = serializers.FileField()
    caption = Text(required=False, allow_blank=True, max_length=200)


class AmendmentInput(AmendVisitInput):
    """An amendment made offline: which visit, and the version it was made on."""

    uuid = serializers.UUIDField()
    visit = serializers.UUIDField()
    version = Whole(min_value=1)


class ShownPhotoInput(CreateInput):
    """A photo whose bytes were uploaded under the same uuid."""

    visit = serializers.UUIDField()
    name = Text(max_length=200)
    caption = Text(required=False, allow_blank=True, max_length=200)
    sha256 = Text(min_length=64, max_length=64)


class ExplainInput(Input):
    text = Text(min_length=2, max_length=500)


class LookInput(Input):
    note = Text(min_length=2, max_length=500)


class AnswerVisitInput(Input):
    confirmed = serializers.BooleanField()
    text = Text(required=False, allow_blank=True, max_length=500)
