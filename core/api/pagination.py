"""Keyset pages: the cursor names the last row seen, so a deep page costs what the first one does."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from core.refusals import InvalidField

LIMIT, MOST = 25, 100


@dataclass(frozen=True)
class Page:
    results: list[Any]
    next: str | None

    def body(self) -> dict[str, Any]:
        return {"next": self.next, "results": self.results}


def keyset_page(
    request: Request, rows: QuerySet[Any, Any], *, key: str = "id", descending: bool = True
) -> Page:
    """One page of `rows` (dicts or models) ordered by `key` then id. `key` must not be null in these rows."""
    limit = _limit(request.query_params.get("limit"))
    sign = "-" if descending else ""
    order = [f"{sign}{key}"] if key == "id" else [f"{sign}{key}", f"{sign}id"]
    cursor = request.query_params.get("cursor")
    if cursor:
        rows = rows.filter(_after(cursor, key, "lt" if descending else "gt"))
    found = list(rows.order_by(*order)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _encode(found[limit - 1], key) if more else None)


def page_by_id(request: Request, read: Callable[..., list[Any]]) -> Page:
    """One page, the newest first, of what `read(before=…, most=…)` returns: at most so many rows, their ids below
    `before` where it is not None."""
    limit, cursor = _limit(request.query_params.get("limit")), request.query_params.get("cursor")
    found = read(before=_place(cursor, "id")[1] if cursor else None, most=limit + 1)
    more = len(found) > limit
    return Page(found[:limit], _encode(found[limit - 1], "id") if more else None)


def _limit(text: str | None) -> int:
    if text is None:
        return LIMIT
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= MOST:
        raise InvalidField(_("每页条数应在 1 到 100 之间。"), field="limit", remedy=_("请改用 25。"))
    return int(text)


def _encode(row: Any, key: str) -> str:
    value = {name: _value(row, name) for name in (key, "id")}
    return base64.urlsafe_b64encode(orjson.dumps([value[key], value["id"]])).decode().rstrip("=")


def _value(row: Any, name: str) -> Any:
    return getattr(row, name) if isinstance(row, Model) else row[name]


def _after(cursor: str, key: str, side: str) -> Q:
    value, row_id = _place(cursor, key)
    if key == "id":
        return Q(**{f"id__{side}": row_id})
    return Q(**{f"{key}__{side}": value}) | Q(**{key: value, f"id__{side}": row_id})


def _place(cursor: str, key: str) -> tuple[Any, int]:
    """The key and the id of the last row seen."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        value, row_id = orjson.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        row_id = int(row_id)
        if row_id.bit_length() > 63:
            raise ValueError
        if key.endswith("_at"):
            value = parse_datetime(value)
        if value is None or isinstance(value, dict | list):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, UnicodeEncodeError, OverflowError) as error:
        raise InvalidField(
            _("翻页标记无法识别。"), field="cursor", remedy=_("请从第一页重新开始。")
        ) from error
    return value, row_id
