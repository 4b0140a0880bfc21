"""What a device says of itself with every request: how much it has not yet sent, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

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
