"""What a device says of itself with every request: how much it has not yet sent, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, UUIDField

from core.database import as_json
from core.models import Device, Receipt
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
# The parts of a statement do not see each other's rows, so the new receipt is not among those that it settles.
USE_UP = """
    WITH corrected AS (
        UPDATE core_receipt SET settled_at = %(received_at)s
        WHERE device_id = %(device)s AND item = %(item)s AND settled_at IS NULL AND outcome <> 'stored'
    ), counted AS (
        UPDATE core_device SET last_seq = %(seq)s WHERE id = %(device)s
    )
    INSERT INTO core_receipt (device_id, seq, item, kind, sha256, outcome, answer, payload, after, offset_seconds,
                              received_at)
    VALUES (%(device)s, %(seq)s, %(item)s, %(kind)s, %(sha256)s, %(outcome)s, %(answer)s, %(payload)s, %(after)s,
            %(offset)s, %(received_at)s)
    RETURNING id
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


def use_up(device: Device, receipt: Receipt) -> None:
    """Enter a receipt: its number is used up, and earlier ones of the same item need nobody's look any more."""
    values: dict[str, Any] = {
        "device": device.pk,
        "seq": receipt.seq,
        "item": receipt.item,
        "kind": receipt.kind,
        "sha256": receipt.sha256,
        "outcome": str(receipt.outcome),
        "answer": as_json(receipt.answer),
        "payload": None if receipt.payload is None else as_json(receipt.payload),
        "after": receipt.after,
        "offset": receipt.offset_seconds,
        "received_at": receipt.received_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(USE_UP, values)
        (receipt.pk,) = cursor.fetchone()
    device.last_seq = receipt.seq
