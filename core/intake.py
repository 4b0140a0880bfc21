"""Items of a device taken in one after another: each once, in order, all that came in one request together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from core.answered import other_body
from core.database import is_aborted
from core.devices import locked_device, use_up
from core.models import Device, Receipt, ReceiptOutcome
from core.receipts import Item, Tell, Told, once, shown, taken
from core.refusals import Held, InvalidField, NotYet, Refusal

UNDERSTOOD = (Refusal, ValidationError, Http404, PermissionDenied)


class Gap(Refusal):
    """Numbers before this one never arrived."""

    code = "gap"


class NumberTaken(Refusal):
    """Another item already has this number; its receipt comes along."""

    code = "number_taken"


class AfterRefused(Refusal):
    """What it belongs to was refused; it waits on the device for its correction."""

    code = "after_refused"


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
    taking = _Taking(
        place=locked_device(actor, device, at), actor=actor, at=at, tell=tell, offset_seconds=offset_seconds
    )
    for item in items:
        try:
            receipt = taking.judge(item)
        except OperationalError:
            raise
        except Exception as error:
            if is_aborted():
                raise
            if isinstance(error, Gap):
                Device.objects.filter(pk=taking.place.pk).update(gaps=F("gaps") + 1)
            return taking.ended((item.seq, error))
        taking.keep(receipt)
    return taking.ended(None)


@dataclass(kw_only=True)
class _Taking:
    """Items of one device, one after another."""

    place: Device
    actor: Any
    at: datetime
    tell: Tell
    offset_seconds: int | None
    receipts: list[Receipt] = field(default_factory=list)

    def judge(self, item: Item) -> Receipt:
        """The receipt that the item got before, or the one that it gets now, not yet entered."""
        place = self.place
        # Numbers are dense, so one above the last has no receipt yet.
        old = item.seq <= place.last_seq
        known = Receipt.objects.filter(device=place, seq=item.seq).first() if old else None
        if known:
            return _same(known, item, place)
        if item.seq != place.last_seq + 1:
            raise Gap(
                _("前面的编号还没有收到。"),
                remedy=_("请先补发缺少的内容。"),
                last=place.last_seq,
                missing=[place.last_seq + 1, item.seq - 1],
            )
        outcome, answer = self._outcome(item)
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
            offset_seconds=self.offset_seconds,
            received_at=self.at,
        )

    def keep(self, receipt: Receipt) -> None:
        """Answer with it, and enter it when it is new."""
        if receipt.seq > self.place.last_seq:
            use_up(self.place, receipt)
        self.receipts.append(receipt)

    def ended(self, stopped: tuple[int, Exception] | None) -> Intake:
        return Intake(receipts=self.receipts, last=self.place.last_seq, stopped=stopped)

    def _outcome(self, item: Item) -> tuple[str, dict[str, Any]]:
        parent = self._parent(item)
        try:
            if parent and parent.outcome == ReceiptOutcome.HELD:
                raise Held(_("它所属的走访还在等待确认。"), remedy=_("组长确认走访后会一并收下。"))
            if parent and parent.outcome == ReceiptOutcome.REFUSED:
                raise AfterRefused(_("它所属的内容被退回了。"), remedy=_("请先更正那一项。"))
            told = Told(
                uuid=item.uuid,
                body=item.body,
                actor=self.actor,
                at=self.at,
                offset_seconds=self.offset_seconds,
            )
            with transaction.atomic():
                return ReceiptOutcome.STORED, once(self.place.user_id, item.kind, item.body_hash, told)
        except NotYet:
            raise
        except Held as held:
            return ReceiptOutcome.HELD, self.tell(held)
        except UNDERSTOOD as refusal:
            return ReceiptOutcome.REFUSED, self.tell(refusal)
        except IntegrityError:
            return ReceiptOutcome.REFUSED, self.tell(taken())

    def _parent(self, item: Item) -> Receipt | None:
        """The newest receipt of what the item belongs to."""
        if item.after is None:
            return None
        here = next((one for one in reversed(self.receipts) if one.item == item.after), None)
        return here or Receipt.objects.filter(device=self.place, item=item.after).order_by("-seq").first()


def _same(known: Receipt, item: Item, place: Device) -> Receipt:
    if known.item != item.uuid:
        raise NumberTaken(
            _("这个编号已用于另一项内容。"),
            remedy=_("请换用下一个编号。"),
            last=place.last_seq,
            receipt=shown(known),
        )
    if known.sha256 != item.sha256:
        raise other_body(sent=item.sha256, stored=known.sha256)
    return known


def _payload(item: Item) -> dict[str, Any]:
    try:
        return item.body
    except InvalidField:
        return {"text": item.text}
