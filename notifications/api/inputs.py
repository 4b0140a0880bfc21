"""What comes in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.inputs import Flag, Input, PageFilter


class InboxFilter(PageFilter):
    unread = Flag(required=False, help_text="Only what was not opened yet.")


class InboxReadInput(Input):
    """Either some entries, or all."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=500, required=False
    )
    all = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("all")) == ("ids" in attrs):
            raise serializers.ValidationError({"ids": _("请给出 ids 或 all,二者取一。")}, code="invalid")
        return attrs
