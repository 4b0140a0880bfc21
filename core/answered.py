"""What was answered to each create, so that the same uuid again gets the same answer however it comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, UUIDField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.database import as_json
from core.models import AnsweredCreate
from core.prepared import Given, Prepared
from core.refusals import OtherBody

_ANSWERED = Prepared(
    lambda _: AnsweredCreate.objects.filter(
        user_id=Given("user", BigIntegerField()), key=Given("key", UUIDField())
    )
)
REMEMBER = """
    INSERT INTO core_answeredcreate (user_id, key, path, body_hash, status, body, created_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def answered(user_id: int, key: UUID) -> AnsweredCreate | None:
    """The first answer to the create of this uuid by this person."""
    found: AnsweredCreate | None = _ANSWERED.first(None, user=user_id, key=key)
    return found


def remember(user_id: int, key: UUID, *, path: str, body_hash: str, body: dict[str, Any]) -> None:
    """Keep the answer, in the transaction of the create. IntegrityError when somebody was first."""
    values: list[Any] = [user_id, key, path[:200], body_hash, 201, as_json(body), timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, values)


def other_body(*, sent: str, stored: str) -> OtherBody:
    """The same uuid with another content than the first time, told by both hashes."""
    return OtherBody(
        _("同一编号先前提交过不同的内容。"),
        field="uuid",
        remedy=_("请核对两次内容,修改后用新编号提交。"),
        sent_hash=sent,
        stored_hash=stored,
    )
