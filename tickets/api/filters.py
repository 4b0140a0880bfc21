"""What the ledger and the board may be narrowed by; a wrong or unknown condition is an error that names itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers as s

from core.api.inputs import Choices, Flag, PageFilter, Query, Text, Whole
from tickets.models import Priority
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp

BIG = 2**63 - 1
CONDITIONS = (
    *("state", "lamp", "priority", "unit", "holder", "category", "enterprise"),
    *("mine", "open"),
)


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


def conditions(asked: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """What a TicketFilter asks for, as `selectors.pages` takes it: conditions that narrow, and words to look for."""
    named = {name: asked[name] for name in CONDITIONS if asked.get(name)}
    several = {name: tuple(sorted(set(value))) for name, value in named.items() if isinstance(value, list)}
    return named | several, asked.get("search", "")
