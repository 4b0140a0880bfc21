"""The versions of the questions, as an administrator writes and reads them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.api.inputs import CreateInput, Input, Text
from grid.api.serializers.visits import TemplateSectionSerializer
from grid.models import VisitTemplate
from grid.rules.answers import CONDITION_TESTS, KINDS
from grid.rules.template import MOST_IN_SECTION, MOST_OPTIONS, MOST_SECTIONS
from grid.rules.template_document import document_of

STATES = ("draft", "in_force", "past")
FLAGS = ("required", "prefill")


class OptionInput(Input):
    value = Text(max_length=40)
    label = Text(max_length=60)  # type: ignore[assignment]
    label_en = Text(max_length=90, allow_blank=True)


class ConditionInput(Input):
    question = Text(max_length=40)
    test = serializers.ChoiceField(choices=CONDITION_TESTS)
    value = serializers.JSONField(required=False, allow_null=True)


class QuestionInput(Input):
    id = Text(max_length=40)
    kind = serializers.ChoiceField(choices=KINDS)
    label = Text(max_length=120)  # type: ignore[assignment]
    label_en = Text(max_length=180, allow_blank=True)
    unit = Text(required=False, allow_blank=True, max_length=12)
    unit_en = Text(required=False, allow_blank=True, max_length=20)
    options = serializers.ListField(child=OptionInput(), required=False, max_length=MOST_OPTIONS)
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]
    prefill = serializers.BooleanField(required=False)
    min = serializers.FloatField(required=False, allow_null=True)
    max = serializers.FloatField(required=False, allow_null=True)
    step = serializers.FloatField(required=False, allow_null=True)
    show_if = ConditionInput(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What is left empty is left out, so that equal templates have equal documents."""
        kept = {name: value for name, value in attrs.items() if value not in (None, "")}
        kept |= {name: attrs[name] for name in ("label", "label_en")}
        if kept.get("show_if"):
            kept["show_if"] = {name: value for name, value in kept["show_if"].items() if value is not None}
        return {name: value for name, value in kept.items() if name not in FLAGS or value}


class SectionInput(Input):
    id = Text(max_length=40)
    title = Text(max_length=60)
    title_en = Text(max_length=90, allow_blank=True)
    fields = serializers.ListField(child=QuestionInput(), max_length=MOST_IN_SECTION)  # type: ignore[assignment]


class TemplateInput(Input):
    title = Text(max_length=60)
    title_en = Text(max_length=90, allow_blank=True)
    sections = serializers.ListField(child=SectionInput(), max_length=MOST_SECTIONS)


class NewTemplateInput(CreateInput, TemplateInput):
    """The draft of the next version."""


class DocumentInput(Input):
    document = serializers.JSONField(help_text="A JSON Schema document as `schema` has it.")


class TemplateTextSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    title_en = serializers.CharField()
    sections = TemplateSectionSerializer(many=True)


class TemplateVersionSerializer(serializers.Serializer[Any]):
    """`number` is the version of the questions, `version` counts the changes to this row (for If-Match)."""

    number = serializers.IntegerField(source="version")
    state = serializers.ChoiceField(choices=STATES)
    title = serializers.CharField()
    title_en = serializers.CharField()
    questions = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField(allow_null=True)
    changed_by = PersonSerializer(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(source="revision")

    def get_questions(self, row: VisitTemplate) -> int:
        return len(row.schema["properties"])


class TemplateDetailSerializer(TemplateVersionSerializer):
    """`schema` is the same template as a JSON Schema document: to keep, to compare, to bring in elsewhere."""

    sections = TemplateSectionSerializer(many=True)
    schema = serializers.SerializerMethodField()

    def get_schema(self, row: VisitTemplate) -> dict[str, Any]:
        return document_of(row.title, row.title_en, row.sections)
