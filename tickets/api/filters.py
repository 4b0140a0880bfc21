"""The filters of the ledger, named as the querysets name them; a wrong value is an error that says so."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.refusals import InvalidField
from core.scope import Scope
from tickets.models import Priority
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp

Rows = QuerySet[Any, Any]
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


def filtered(rows: Any, params: QueryDict, scope: Scope) -> Rows:
    """The rows that the query asks for."""
    asked = {
        "state__in": _choices(params, "state", [state.value for state in State]),
        "lamp__in": _choices(params, "lamp", [lamp.value for lamp in Lamp]),
        "priority__in": _choices(params, "priority", Priority.values),
        "holder_unit_id": _number(params, "unit"),
        "holder_id": _number(params, "holder"),
        "category_id__startswith": params.get("category", "")[:12],
        "enterprise__uuid": _uuid(params, "enterprise"),
    }
    rows = rows.filter(**{lookup: value for lookup, value in asked.items() if value})
    rows = rows.held_by(scope) if params.get("mine") == "true" else rows
    rows = rows.open() if params.get("open") == "true" else rows
    if words := params.get("search", "")[:100]:
        rows = rows.matching(words)
    result: Rows = rows
    return result


def _choices(params: QueryDict, name: str, known: list[str]) -> list[str]:
    asked = [value for value in params.get(name, "").split(",") if value]
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
