"""What the ledger and the board may be narrowed by; a wrong or unknown condition is an error that names itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers as s

from core.api.inputs import Choices, Flag, PageFilter, Query, Text, Whole
from core.scope import Scope
from tickets.models import Priority
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp

BIG = 2**63 - 1
Rows = QuerySet[Any, Any]


class TicketFilter(PageFilter):
    state = Choices(choices=[state.value for state in State], required=False)
    lamp = Choices(choices=[lamp.value for lamp in Lamp], required=False)
    priority = Choices(choices=Priority.values, required=False)
    unit = Whole(min_value=1, max_value=BIG, required=False)
    holder = Whole(min_value=1, max_value=BIG, required=False)
    category = Text(
        max_length=12, required=False, allow_blank=True, help_text="LAB-RET, or LAB for all of labour."
    )
    enterprise = s.UUIDField(required=False)
    search = Text(max_length=100, required=False, allow_blank=True, help_text="Number, enterprise, text.")
    mine = Flag(required=False, help_text="Only what lies on the reader's own desk.")
    open = Flag(required=False, help_text="Only what has not ended.")


class BoardFilter(Query):
    unit = Whole(min_value=1, max_value=BIG, required=False)
    category = Text(max_length=12, required=False, allow_blank=True)


LOOKUPS = {
    "state": "state__in",
    "lamp": "lamp__in",
    "priority": "priority__in",
    "unit": "holder_unit_id",
    "holder": "holder_id",
    "enterprise": "enterprise__uuid",
}


def filtered(rows: Any, asked: dict[str, Any], scope: Scope) -> Rows:
    """The rows that the conditions leave."""
    rows = rows.filter(**{lookup: asked[name] for name, lookup in LOOKUPS.items() if asked.get(name)})
    rows = rows.about(asked["category"]) if asked.get("category") else rows
    rows = rows.held_by(scope) if asked.get("mine") else rows
    rows = rows.open() if asked.get("open") else rows
    result: Rows = rows.matching(asked["search"]) if asked.get("search") else rows
    return result
