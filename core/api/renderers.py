"""JSON in and out by orjson: exact, fast, and strict about what it accepts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from core.refusals import InvalidField

DEEPEST = 20


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value)} does not go into JSON")


def _depth(value: Any) -> int:
    """How deep objects and lists lie in each other, level by level, so that no depth can exhaust the stack."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
    return depth


def _refuse_doubled(body: bytes) -> None:
    """A name that comes twice in an object: two readers of the same bytes would understand two things."""
    json.loads(body or b"{}", object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _value in pairs]
    if len(set(names)) < len(names):
        doubled = next(name for name in names if names.count(name) > 1)
        raise InvalidField(_("同一字段出现了两次。"), field=doubled[:60], remedy=_("请只保留一个再发送。"))


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


class OneFormat(BaseContentNegotiation):
    """Every address answers in one format, whatever the caller would like better (RFC 9110 12.4.1 allows that):
    a link that a browser follows says it accepts pages first, and is still to get its spreadsheet or photo."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        wanted = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == wanted), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class OrjsonParser(BaseParser):
    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            parsed = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError as error:
            raise InvalidField(
                _("请求正文不是有效的 JSON。"), field="body", remedy=_("请检查格式后再发送。")
            ) from error
        if _depth(parsed) > DEEPEST:
            raise InvalidField(_("请求正文的层级过深。"), field="body", remedy=_("请减少嵌套后再发送。"))
        _refuse_doubled(body)
        if not isinstance(parsed, dict):
            raise InvalidField(_("请求正文应为 JSON 对象。"), field="body", remedy=_("请用 { } 包裹字段。"))
        if b"\\u0000" in body:
            raise InvalidField(_("文字中有不可用的字符。"), field="body", remedy=_("请删去空字符后再发送。"))
        return parsed
