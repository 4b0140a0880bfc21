"""Taking in what a device sends under its own numbers: once, in order, with a receipt for every number.

A receipt says stored, held (kept until somebody looks at it) or refused (kept here and there until its author
corrects it); each uses its number up, so that nothing permanent blocks what comes after it. A crash gives no receipt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _

from core.answered import answered, other_body, remember
from core.models import Receipt, ReceiptOutcome
from core.refusals import InvalidField, WrongState
from core.registry import registry

Tell = Callable[[Exception], dict[str, Any]]
"""How a refusal is told to the reader, as the API would."""
TRUSTED_DRIFT = timedelta(minutes=2)


@dataclass(kw_only=True)
class Item:
    """One thing made on a device: `uuid` since its draft was opened, `text` the JSON of what a create would send."""

    kind: str
    uuid: UUID
    seq: int
    text: str
    after: UUID | None = None

    @property
    def sha256(self) -> str:
        """Of the bytes received, so that no two ways of writing a number can make two hashes of one body."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def body(self) -> dict[str, Any]:
        """The decoded text; InvalidField when it is no JSON object."""
        try:
            decoded = orjson.loads(self.text)
        except orjson.JSONDecodeError as error:
            raise InvalidField(_("内容无法识别。"), field="body", remedy=_("请更新应用后再试。")) from error
        # PostgreSQL's texts hold no zero byte; it must not wait here for ever as something that cannot be judged.
        if not isinstance(decoded, dict) or "\\u0000" in self.text:
            raise InvalidField(_("内容无法识别。"), field="body", remedy=_("请更新应用后再试。"))
        return decoded

    @property
    def body_hash(self) -> str:
        """As creates of the API are remembered."""
        return body_hash(self.body)


@dataclass(frozen=True, kw_only=True)
class Told:
    """An item as a receiver gets it: who made it, when it came, and how far the device's clock was behind ours."""

    uuid: UUID
    body: dict[str, Any]
    actor: Any
    at: datetime
    offset_seconds: int | None
    vouched_by: Any = None
    """Who answered for an item that was held; a receiver then leaves out the question that held it."""

    def by_our_clock(self, moment: datetime) -> datetime:
        """What the device's clock said, set right by its offset when it sent; never later than the receipt."""
        drift = timedelta(seconds=self.offset_seconds or 0)
        try:
            return min(moment + drift if abs(drift) > TRUSTED_DRIFT else moment, self.at)
        except OverflowError:
            return self.at


Receiver = Callable[[Told], Mapping[str, Any]]


def body_hash(body: Any) -> str:
    """SHA-256 of a decoded body, keys sorted."""
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def once(user_id: int, kind: str, digest: str, told: Told) -> dict[str, Any]:
    """Creates of the API and items of a device share one memory: the same uuid is one row however it comes."""
    before = answered(user_id, told.uuid)
    if before and before.body_hash != digest:
        raise other_body(sent=digest, stored=before.body_hash)
    if before:
        return dict(before.body)
    result = dict(_receive(kind, told))
    remember(user_id, told.uuid, path=f"sync:{kind}", body_hash=digest, body=result)
    return result


def _receive(kind: str, told: Told) -> Mapping[str, Any]:
    if kind not in registry.receivers:
        raise InvalidField(_("不认识这类内容。"), field="kind", remedy=_("请更新应用后再试。"))
    return registry.receivers[kind](told)


def taken() -> WrongState:
    """The uuid belongs to somebody else's row."""
    return WrongState(_("这个编号已被使用。"), field="uuid", remedy=_("请换一个编号再提交。"))


def shown(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the device gets it."""
    stored = receipt.outcome == ReceiptOutcome.STORED
    return {
        "id": str(receipt.item),
        "kind": receipt.kind,
        "seq": receipt.seq,
        "sha256": receipt.sha256,
        "outcome": receipt.outcome,
        "received_at": receipt.received_at,
        "result": receipt.answer if stored else None,
        "problem": None if stored else receipt.answer,
    }
