"""What comes in: fields that are not asked for are refused by name, never silently dropped."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy, deepcopy
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

KINDS: tuple[tuple[type[Any], tuple[type[Any], ...]], ...] = (
    (serializers.BooleanField, (bool,)),
    (serializers.IntegerField, (int,)),
    (serializers.FloatField, (int, float)),
    (serializers.CharField, (str,)),
    (serializers.ChoiceField, (str,)),
    (serializers.UUIDField, (str,)),
    (serializers.DateTimeField, (str,)),
    (serializers.DateField, (str,)),
)
"""What JSON must hold for a field; DRF itself would take 1 for true, "7" for 7 and 7 for "7"."""
HOLDERS = (serializers.BaseSerializer, serializers.ListField, serializers.DictField)


class Input(serializers.Serializer[Any]):
    """A request body. Unknown fields and values of another JSON type are errors that name the field."""

    texts = False
    """True where every value comes as text, as in a query string."""

    def get_fields(self) -> dict[str, Any]:
        """Those that can have a say: sent, required, or with a default. A copy of each is bound to this reading.

        Making all of them anew, as DRF does, costs as much as a list's whole read. What holds fields of its own is
        made anew with them.
        """
        sent = getattr(self, "initial_data", None)
        heard = sent if isinstance(sent, Mapping) else self._declared_fields
        return {
            name: deepcopy(field) if isinstance(field, HOLDERS) else copy(field)
            for name, field in self._declared_fields.items()
            if name in heard or field.required or field.default is not empty
        }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refused = {name: self._refused(name, data[name]) for name in data}
            if errors := {name: [error] for name, error in refused.items() if error}:
                raise serializers.ValidationError(errors)
        return super().to_internal_value(data)

    def _refused(self, name: str, value: Any) -> serializers.ErrorDetail | None:
        if name not in self.fields:
            return serializers.ErrorDetail(str(_("没有这个字段。")), code="unknown")
        plain = self.texts or isinstance(self.root.initial_data, QueryDict)
        if not plain and not _fits(self.fields[name], value):
            return serializers.ErrorDetail(str(_("值的类型不对。")), code="type")
        return None


class CreateInput(Input):
    """A create carries the client-made key of the row."""

    uuid = serializers.UUIDField()


class Query(Input):
    """A query string. Unknown parameters are an error that names them."""

    texts = True


class Text(serializers.CharField):
    """Trimmed text with a sensible ceiling, which what is sent may not pass even by blanks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().run_validation(data)


class Moment(serializers.DateTimeField):
    """A point in time of our days. Before 1901 the zone's clocks differ by odd seconds, which no answer can write."""

    EARLIEST, END = datetime(1902, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

    def to_internal_value(self, value: Any) -> datetime:
        moment: datetime = super().to_internal_value(value)
        if not self.EARLIEST <= moment < self.END:
            raise serializers.ValidationError(_("日期应在 1902 年至 2199 年之间。"), code="out_of_range")
        return moment


class Whole(serializers.IntegerField):
    """A whole number that fits its column."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 2_000_000_000)
        super().__init__(**kwargs)


class Flag(serializers.BooleanField):
    """true or false in a query string, and nothing that merely looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if data not in ("true", "false"):
            self.fail("invalid", input=data)
        return bool(data == "true")


class Choices(serializers.ListField):
    """Several of a set in a query string, parted by commas."""

    def __init__(self, *, choices: list[str], **kwargs: Any) -> None:
        self._known = choices
        super().__init__(child=serializers.ChoiceField(choices=choices), **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        asked = str(data).split(",")
        if unknown := [one for one in asked if one not in self._known]:
            what = _("没有“%(value)s”这个选项。可选:%(known)s") % {
                "value": unknown[0][:20],
                "known": ", ".join(self._known),
            }
            raise serializers.ValidationError(what, code="invalid_choice")
        return asked


class PageFilter(Query):
    """The query string of a list that comes in pages."""

    cursor = Text(required=False, max_length=500, help_text="From `next` of the page before.")
    limit = Whole(required=False, min_value=1, max_value=100, help_text="25 without.")


def _fits(field: serializers.Field[Any, Any, Any, Any], value: Any) -> bool:
    """Whether a JSON value is of the field's type. null is for the field to judge, objects for their own Input."""
    if value is None:
        return True
    if isinstance(field, serializers.ListField):
        return isinstance(value, list) and all(_fits(field.child, one) for one in value)
    wanted = next((kinds for kind, kinds in KINDS if isinstance(field, kind)), None)
    if wanted is None:
        return True
    whole = int in wanted and isinstance(value, float) and value.is_integer()
    return whole or (isinstance(value, wanted) and (bool in wanted) == isinstance(value, bool))
