"""JSON in and out by orjson: exact, fast, and strict about what it accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from core.refusals import InvalidField


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value)} does not go into JSON")


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
        if not isinstance(parsed, dict):
            raise InvalidField(_("请求正文应为 JSON 对象。"), field="body", remedy=_("请用 { } 包裹字段。"))
        if b"\\u0000" in body:
            raise InvalidField(_("文字中有不可用的字符。"), field="body", remedy=_("请删去空字符后再发送。"))
        return parsed
