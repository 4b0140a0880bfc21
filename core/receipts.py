"""Taking in what a device sends under its own numbers: once, in order, with a receipt for every number.

A receipt says stored, held (kept until somebody looks at it) or refused (kept here and there until its author
corrects it); each uses its number up, so that nothing permanent blocks what comes after it. A crash gives no receipt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BigIntegerField, F, UUIDField
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from core.database import is_aborted
from core.devices import locked_device, use_up
from core.models import AnsweredCreate, Device, Receipt, ReceiptOutcome
from core.prepared import Given, Prepared
from core.refusals import Held, InvalidField, NotYet, OtherBody, Refusal, WrongState
from core.registry import registry

_ANSWERED = Prepared(
    lambda _: AnsweredCreate.objects.filter(
        user_id=Given("user", BigIntegerField()), key=Given("key", UUIDField())
    )
)
Tell = Callable[[Exception], dict[str, Any]]
"""How a refusal is told to the reader, as the API would."""
TRUSTED_DRIFT = timedelta(minutes=2)
UNDERSTOOD = (Refusal, ValidationError, Http404, PermissionDenied)


class Gap(Refusal):
    """Numbers before this one never arrived."""

    code = "gap"


class NumberTaken(Refusal):
    """Another item already has this number; its receipt comes along."""

    code = "number_taken"


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


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What became of items: receipts in their order, the device's last number, and what stopped the rest, if it did."""

    receipts: list[Receipt]
    last: int
    stopped: tuple[int, Exception] | None
    """The number of the item that could not be judged now, and why."""


@transaction.atomic
def take_in(
    *,
    actor: Any,
    at: datetime,
    device: UUID,
    items: Iterable[Item],
    tell: Tell,
    offset_seconds: int | None = None,
) -> Intake:
    """A receipt for each item, in their order and in one transaction: a device that hears nothing sends all again.

    The same number with the same item and body gets the receipt it got before. The rest is stopped by a Gap with the
    numbers that are missing, NumberTaken with the other item's receipt, OtherBody (422) with both hashes when this
    number came before with other content, NotYet from a receiver that waits for something, or a crash. What stopped
    leaves no trace; a database that went away does so for all.
    """
    place, receipts = locked_device(actor, device, at), list[Receipt]()
    for item in items:
        try:
            receipt = _judged(place, item, actor, at, offset_seconds, tell)
        except OperationalError:
            raise
        except Exception as error:
            if is_aborted():
                raise
            if isinstance(error, Gap):
                Device.objects.filter(pk=place.pk).update(gaps=F("gaps") + 1)
            return Intake(receipts=receipts, last=place.last_seq, stopped=(item.seq, error))
        if receipt.seq > place.last_seq:
            use_up(place, receipt)
        receipts.append(receipt)
    return Intake(receipts=receipts, last=place.last_seq, stopped=None)


def _judged(
    place: Device, item: Item, actor: Any, at: datetime, offset_seconds: int | None, tell: Tell
) -> Receipt:
    """The receipt that the item got before, or the one that it gets now, not yet entered."""
    # Numbers are dense, so one above the last has no receipt yet.
    known = Receipt.objects.filter(device=place, seq=item.seq).first() if item.seq <= place.last_seq else None
    if known:
        return _same(known, item, place)
    if item.seq != place.last_seq + 1:
        raise Gap(
            _("前面的编号还没有收到。"),
            remedy=_("请先补发缺少的内容。"),
            last=place.last_seq,
            missing=[place.last_seq + 1, item.seq - 1],
        )
    outcome, answer = _outcome(place, item, actor, at, offset_seconds, tell)
    return Receipt(
        device=place,
        seq=item.seq,
        item=item.uuid,
        kind=item.kind,
        sha256=item.sha256,
        outcome=outcome,
        answer=answer,
        payload=None if outcome == ReceiptOutcome.STORED else _payload(item),
        after=item.after,
        offset_seconds=offset_seconds,
        received_at=at,
    )


def _same(known: Receipt, item: Item, place: Device) -> Receipt:
    if known.item != item.uuid:
        raise NumberTaken(
            _("这个编号已用于另一项内容。"),
            remedy=_("请换用下一个编号。"),
            last=place.last_seq,
            receipt=shown(known),
        )
    if known.sha256 != item.sha256:
        raise _other(sent=item.sha256, stored=known.sha256)
    return known


def _payload(item: Item) -> dict[str, Any]:
    try:
        return item.body
    except InvalidField:
        return {"text": item.text}


def _outcome(
    place: Device, item: Item, actor: Any, at: datetime, offset_seconds: int | None, tell: Tell
) -> tuple[str, dict[str, Any]]:
    parent = (
        Receipt.objects.filter(device=place, item=item.after).order_by("-seq").first() if item.after else None
    )
    try:
        if parent and parent.outcome == ReceiptOutcome.HELD:
            raise Held(_("它所属的走访还在等待确认。"), remedy=_("组长确认走访后会一并收下。"))
        if parent and parent.outcome == ReceiptOutcome.REFUSED:
            raise AfterRefused(_("它所属的内容被退回了。"), remedy=_("请先更正那一项。"))
        told = Told(uuid=item.uuid, body=item.body, actor=actor, at=at, offset_seconds=offset_seconds)
        with transaction.atomic():
            return ReceiptOutcome.STORED, once(place.user_id, item.kind, item.body_hash, told)
    except NotYet:
        raise
    except Held as held:
        return ReceiptOutcome.HELD, tell(held)
    except UNDERSTOOD as refusal:
        return ReceiptOutcome.REFUSED, tell(refusal)
    except IntegrityError:
        return ReceiptOutcome.REFUSED, tell(taken())


class AfterRefused(Refusal):
    """What it belongs to was refused; it waits on the device for its correction."""

    code = "after_refused"


def once(user_id: int, kind: str, digest: str, told: Told) -> dict[str, Any]:
    """Creates of the API and items of a device share one memory: the same uuid is one row however it comes."""
    before = _ANSWERED.first(None, user=user_id, key=told.uuid)
    if before and before.body_hash != digest:
        raise _other(sent=digest, stored=before.body_hash)
    if before:
        return dict(before.body)
    result = dict(_receive(kind, told))
    _remember(user_id, told.uuid, kind, digest, result)
    return result


def _receive(kind: str, told: Told) -> Mapping[str, Any]:
    if kind not in registry.receivers:
        raise InvalidField(_("不认识这类内容。"), field="kind", remedy=_("请更新应用后再试。"))
    return registry.receivers[kind](told)


def _remember(user_id: int, key: UUID, kind: str, digest: str, body: dict[str, Any]) -> None:
    AnsweredCreate.objects.create(
        user_id=user_id, key=key, path=f"sync:{kind}", body_hash=digest, status=201, body=body
    )


def taken() -> WrongState:
    """The uuid belongs to somebody else's row."""
    return WrongState(_("这个编号已被使用。"), field="uuid", remedy=_("请换一个编号再提交。"))


def _other(*, sent: str, stored: str) -> OtherBody:
    return OtherBody(
        _("同一编号先前提交过不同的内容。"),
        field="uuid",
        remedy=_("请核对两次内容,修改后用新编号提交。"),
        sent_hash=sent,
        stored_hash=stored,
    )


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
