"""What a text sounds like: offered, never imposed."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.inputs import Query, Text
from core.api.views import ScopedView
from tickets.api.serializers import CategoryRefSerializer
from tickets.selectors.suggestion import suggested


class SuggestFilter(Query):
    text = Text(max_length=1000, allow_blank=True)


class SuggestionSerializer(CategoryRefSerializer):
    confidence = s.FloatField()


class ModelFactsSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    texts = s.IntegerField()
    wordings = s.IntegerField()
    accuracy = s.FloatField()
    accuracy_new = s.FloatField()
    threshold = s.FloatField()


class SuggestedSerializer(s.Serializer[Any]):
    suggestions = SuggestionSerializer(many=True)
    model = ModelFactsSerializer(allow_null=True)


class SuggestView(ScopedView):
    """Categories are everybody's, and no row of anybody is read: only what was learnt."""

    model = None

    @extend_schema(operation_id="suggest_category", parameters=[SuggestFilter], responses=SuggestedSerializer)
    def get(self, request: Request) -> Response:
        """At most three categories that the text sounds like, the likeliest first; none when unsure."""
        return Response(suggested(self.asked(SuggestFilter)["text"]))
