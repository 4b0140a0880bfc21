"""The same create sent twice is one create: the first answer is stored in the create's own transaction."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.answered import answered, other_body, remember
from core.refusals import InvalidField, Refusal


class InFlight(Refusal):
    """The same create is being done right now."""

    code = "in_flight"


def create_once(
    request: Request, body: Any, do: Callable[[], dict[str, Any]], *, digest: str = ""
) -> Response:
    """Run `do` once for the Idempotency-Key and answer 201; the same key and body again gets the first answer.

    The hash is SHA-256 of the decoded body (keys sorted) or `digest` when the body is a file. Errors:
    InvalidField without a key, OtherBody (422, both hashes) for another body, InFlight (409) meanwhile.
    """
    key, user_id = _key(request, body), int(request.user.pk or 0)
    body_hash = digest or hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()
    stored = answered(user_id, key)
    if stored is None:
        try:
            with transaction.atomic():
                answer = do()
                remember(user_id, key, path=request.path, body_hash=body_hash, body=answer)
                return Response(answer, status=201)
        except IntegrityError as error:
            stored = answered(user_id, key)
            if stored is None:
                raise InFlight(
                    _("这个编号已被使用。"), field="uuid", remedy=_("请换一个编号再提交。")
                ) from error
    if stored.body_hash != body_hash or stored.path != request.path:
        raise other_body(sent=body_hash, stored=stored.body_hash)
    response = Response(stored.body, status=stored.status)
    response["Idempotent-Replay"] = "true"
    return response


def _key(request: Request, body: dict[str, Any]) -> uuid.UUID:
    sent = request.headers.get("Idempotency-Key", "")
    try:
        key = uuid.UUID(sent)
    except ValueError as error:
        raise InvalidField(
            _("缺少编号(Idempotency-Key)。"), field="Idempotency-Key", remedy=_("请为每次新建生成一个 UUID。")
        ) from error
    if str(body.get("uuid", "")).lower() != str(key):
        raise InvalidField(
            _("正文中的 uuid 与 Idempotency-Key 不一致。"), field="uuid", remedy=_("请让两者相同。")
        )
    return key
