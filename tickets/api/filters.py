"""The filters of the ledger, named as the querysets name them; a wrong value is an error that says so."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.refusals import InvalidField
from tickets.models import Priority
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp

PARAMETERS = (
    "state",
    "lamp",
    "unit",
    "holder",
    "category",
    "enterprise",
    "priority",
    "search",
    "mine",
    "open",
)


def asked_for(params: QueryDict) -> dict[str, Any]:
    """The filters of the query string, checked, by the names that selectors.ledger knows."""
    asked = {
        "state": _choices(params, "state", [state.value for state in State]),
        "lamp": _choices(params, "lamp", [lamp.value for lamp in Lamp]),
        "priority": _choices(params, "priority", Priority.values),
        "unit": _number(params, "unit"),
        "holder": _number(params, "holder"),
        "category": params.get("category", "")[:12],
        "enterprise": _uuid(params, "enterprise"),
        "mine": params.get("mine") == "true",
        "open": params.get("open") == "true",
    }
    return {name: value for name, value in asked.items() if value}


def _choices(params: QueryDict, name: str, known: list[str]) -> tuple[str, ...]:
    asked = tuple(sorted({value for value in params.get(name, "").split(",") if value}))
    if unknown := [value for value in asked if value not in known]:
        raise InvalidField(
            _("没有“%(value)s”这个选项。") % {"value": unknown[0][:20]},
            field=name,
            remedy=_("可选:%(known)s") % {"known": ", ".join(known)},
        )
    return asked


def _number(params: QueryDict, name: str) -> int | None:
    text = params.get(name)
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise InvalidField(_("应为数字。"), field=name, remedy=_("请从列表中选择。"))
    return int(text)


def _uuid(params: QueryDict, name: str) -> uuid.UUID | None:
    text = params.get(name)
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise InvalidField(_("应为 UUID。"), field=name, remedy=_("请从列表中选择。")) from error
