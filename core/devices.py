"""What a device says of itself with every request: how much it has not yet sent, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, UUIDField

from core.models import Device, Receipt, ReceiptOutcome
from core.prepared import Given, Prepared

STATE_HEADER = "Sync-State"
STATE = re.compile(
    r"(?P<device>[0-9a-f-]{36});unsent=(?P<unsent>\d{1,6});refused=(?P<refused>\d{1,6});oldest=(?P<oldest>\d{1,9})"
)
NOTE = """
    INSERT INTO core_device (uuid, user_id, agent, last_seq, gaps, unsent, refused, oldest_unsent_at, reported_at,
                             created_at)
    VALUES (%(device)s, %(user)s, %(agent)s, 0, 0, %(unsent)s, %(refused)s,
            CASE WHEN %(unsent)s > 0 THEN now() - make_interval(secs => %(oldest)s) END, now(), now())
    ON CONFLICT ON CONSTRAINT device_of_user DO UPDATE
    SET unsent = excluded.unsent, refused = excluded.refused, oldest_unsent_at = excluded.oldest_unsent_at,
        agent = excluded.agent, reported_at = excluded.reported_at
    WHERE (core_device.unsent, core_device.refused) IS DISTINCT FROM (excluded.unsent, excluded.refused)
       OR core_device.reported_at < now() - interval '1 minute'
"""

_OWN = Prepared(
    lambda _: Device.objects.select_for_update().filter(
        user_id=Given("user", BigIntegerField()), uuid=Given("uuid", UUIDField())
    )
)
USE_UP = """
    WITH corrected AS (
        UPDATE core_receipt SET settled_at = %s
        WHERE device_id = %s AND item = %s AND id <> %s AND settled_at IS NULL AND outcome <> %s
    )
    UPDATE core_device SET last_seq = %s WHERE id = %s
"""


@dataclass(frozen=True)
class DeviceState:
    """`oldest` is the age of the oldest unsent item in seconds."""

    device: UUID
    unsent: int
    refused: int
    oldest: int


def read_state(said: str) -> DeviceState | None:
    """The state in the header; None when it is not of this form."""
    match = STATE.fullmatch(said)
    try:
        device = UUID(match["device"]) if match else None
    except ValueError:
        return None
    if match is None or device is None:
        return None
    return DeviceState(device, int(match["unsent"]), int(match["refused"]), int(match["oldest"]))


def note_state(user_id: int, said: str, *, agent: str = "") -> None:
    """One statement, which writes only what changed or is a minute old."""
    if state := read_state(said):
        with connection.cursor() as cursor:
            cursor.execute(
                NOTE,
                {
                    "device": state.device,
                    "user": user_id,
                    "agent": agent.replace("\0", "")[:200],
                    "unsent": state.unsent,
                    "refused": state.refused,
                    "oldest": state.oldest,
                },
            )


def locked_device(actor: Any, uuid: UUID, at: datetime) -> Device:
    """The device under lock, entered when it is new."""
    found: Device | None = _OWN.first(None, user=actor.pk, uuid=uuid)
    if found is None:
        Device.objects.get_or_create(user=actor, uuid=uuid, defaults={"reported_at": at})
        found = _OWN.first(None, user=actor.pk, uuid=uuid)
    assert found is not None
    return found


def use_up(device: Device, receipt: Receipt, at: datetime) -> None:
    """The receipt's number is used up, and earlier receipts of the same item need nobody's look any more."""
    of_item: list[Any] = [at, device.pk, receipt.item, receipt.pk, ReceiptOutcome.STORED.value]
    with connection.cursor() as cursor:
        cursor.execute(USE_UP, [*of_item, receipt.seq, device.pk])
