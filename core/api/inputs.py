"""What comes in: fields that are not asked for are refused by name, never silently dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Input(serializers.Serializer[Any]):
    """A request body. Unknown fields are an error that names them."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {
                        name: [serializers.ErrorDetail(str(_("没有这个字段。")), code="unknown")]
                        for name in unknown
                    }
                )
        return super().to_internal_value(data)


class CreateInput(Input):
    """A create carries the client-made key of the row."""

    uuid = serializers.UUIDField()


class PageFilter(Input):
    """A query string of a list. Unknown parameters are an error that names them."""

    cursor = serializers.CharField(required=False, help_text="From `next` of the page before.")
    limit = serializers.CharField(required=False, help_text="1 to 100; 25 without.")


class Text(serializers.CharField):
    """Trimmed text with a sensible ceiling."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)


class Whole(serializers.IntegerField):
    """A whole number that fits its column."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 2_000_000_000)
        super().__init__(**kwargs)
