"""What lists may be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from core.api.inputs import Flag, PageFilter, Query, Text, Whole
from core.scope import Scope
from enterprises.models import Enterprise, Kind
from grid.models import Placement, UnitKind


class EnterpriseFilter(PageFilter):
    search = Text(
        required=False, max_length=60, allow_blank=True, help_text="Name, code, pinyin or initials."
    )
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    subdistrict = Text(required=False, max_length=9)
    unit = Whole(required=False, min_value=1, max_value=2**63 - 1)
    mine = Flag(required=False)


class UnitFilter(Query):
    kind = serializers.ChoiceField(choices=UnitKind.choices, required=False)


class VisitFilter(PageFilter):
    enterprise = serializers.UUIDField(required=False)
    mine = Flag(required=False)


class TemplateFilter(Query):
    version = Whole(required=False, min_value=1, max_value=2**31 - 1, help_text="The one in force without.")


class LookFilter(PageFilter):
    done = Flag(required=False, help_text="Those that somebody has looked at.")


def narrow_enterprises(
    rows: QuerySet[Any, Any], asked: dict[str, Any], scope: Scope, *, on: date
) -> QuerySet[Any, Any]:
    """The rows that are asked for."""
    plain = {"kind": "kind", "subdistrict": "subdistrict_id"}
    rows = rows.filter(**{column: asked[name] for name, column in plain.items() if name in asked})
    if asked.get("search"):
        rows = rows.filter(id__in=Enterprise.objects.matching(asked["search"]).values("id"))
    if "unit" in asked:
        placed = Placement.objects.current(on).filter(unit_id=asked["unit"])
        rows = rows.filter(id__in=placed.values("enterprise_id"))
    if asked.get("mine"):
        rows = rows.filter(id__in=scope.enterprise_ids)
    return rows


def narrow_visits(rows: QuerySet[Any, Any], asked: dict[str, Any], scope: Scope) -> QuerySet[Any, Any]:
    """The rows that are asked for."""
    if "enterprise" in asked:
        rows = rows.filter(enterprise__uuid=asked["enterprise"])
    if asked.get("mine"):
        rows = rows.filter(author_id=scope.user_id)
    return rows
