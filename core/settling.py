"""Somebody answers for what a device sent and the rules held back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.models import Receipt, ReceiptOutcome
from core.receipts import Tell, Told, body_hash, once, taken
from core.refusals import NotAllowed, WrongState


@transaction.atomic
def settle(*, receipt_id: int, by: Any, at: datetime, accept: bool, tell: Tell, reason: str = "") -> Receipt:
    """Somebody else looked at a held item: it is taken in now, with what hangs on it, or returned with why.

    What came in by another way meanwhile gets the answer it got there. NotAllowed to its own author, WrongState when
    it was settled before or its uuid is somebody else's, OtherBody when it came in with other content; a refusal of
    the receiver when it cannot be taken in even so.
    """
    receipt: Receipt = (
        Receipt.objects.select_for_update(of=("self",)).select_related("device__user").get(pk=receipt_id)
    )

    if receipt.device.user_id == by.pk:
        raise NotAllowed(_("自己提交的内容须由他人确认。"), remedy=_("请协调员或其他组长确认。"))
    if receipt.outcome != ReceiptOutcome.HELD or receipt.settled_at:
        raise WrongState(_("这项内容已经处理过了。"), remedy=_("请刷新后再看。"))

    hanging = Receipt.objects.filter(
        device=receipt.device, after=receipt.item, outcome=ReceiptOutcome.HELD, settled_at__isnull=True
    )
    for one in [receipt, *hanging.order_by("seq")]:
        if accept:
            one.answer = _vouched(one, by, at)
            one.outcome = ReceiptOutcome.STORED
        else:
            one.outcome, one.answer = ReceiptOutcome.REFUSED, tell(WrongState(reason))
        one.settled_at, one.settled_by = at, by
        one.save()
    return receipt


def _vouched(receipt: Receipt, by: Any, at: datetime) -> dict[str, Any]:
    """The answer to a held item for which somebody answers now."""
    told = _again(receipt, by, at)
    try:
        with transaction.atomic():
            return once(receipt.device.user_id, receipt.kind, body_hash(receipt.payload), told)
    except IntegrityError as error:
        raise taken() from error


def _again(receipt: Receipt, by: Any, at: datetime) -> Told:
    return Told(
        uuid=receipt.item,
        body=receipt.payload or {},
        actor=receipt.device.user,
        at=receipt.received_at,
        offset_seconds=receipt.offset_seconds,
        vouched_by=by,
    )
