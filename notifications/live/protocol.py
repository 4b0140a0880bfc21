"""The language of /live, as docs/live-protocol.md writes it: every message, every limit, every close code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal, NotRequired, TypedDict

import orjson

from core.heartbeats import Process

MESSAGE_BYTES = 64 * 1024
MESSAGES_A_SECOND = 20
SOCKETS_A_USER = 5
TOPICS_A_SOCKET = 50
TOPIC_LENGTH = 80
REPLAYED_AT_MOST = 500
HEARTBEAT_SECONDS = 10


class Close(IntEnum):
    RESTART = 1012
    TRY_LATER = 1013
    POLICY = 1008
    SIGNED_OUT = 4401
    FORBIDDEN = 4403
    TOO_SLOW = 4408
    TOO_MANY = 4429


ResyncReason = Literal["epoch", "too_old", "overflow"]


class Hello(TypedDict):
    type: Literal["hello"]
    epoch: str
    head: int
    build: str
    server_time: str
    heartbeat: int
    late: list[Process]


class Subscribed(TypedDict):
    type: Literal["subscribed"]
    topics: list[str]
    head: int


class Refused(TypedDict):
    type: Literal["refused"]
    topic: str
    reason: Literal["forbidden"]


class Resync(TypedDict):
    type: Literal["resync"]
    reason: ResyncReason
    head: int


class EventFrame(TypedDict):
    type: Literal["event"]
    seq: int
    kind: str
    at: str
    topics: list[str]
    data: dict[str, Any]
    request_id: NotRequired[str]


class Heartbeat(TypedDict):
    type: Literal["heartbeat"]
    head: int
    late: list[Process]
    server_time: str


Said = Hello | Subscribed | Refused | Resync | EventFrame | Heartbeat


@dataclass(frozen=True)
class Subscribe:
    """The whole set of topics wanted from now on, and how far the client's view reaches."""

    topics: tuple[str, ...]
    since: int | None
    epoch: str | None


@dataclass(frozen=True)
class Ping:
    """A sign of life that needs no answer."""


class BadMessage(Exception):
    """What was sent is not of this language."""


def write(message: Said) -> str:
    """A message as it goes over the wire."""
    return orjson.dumps(message).decode()


def read(text: str | None) -> Subscribe | Ping:
    """What the client says; None stands for bytes. Raises BadMessage."""
    if text is None or len(text.encode()) > MESSAGE_BYTES:
        raise BadMessage(f"a text of at most {MESSAGE_BYTES} bytes")
    try:
        sent = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadMessage("not JSON") from error
    if not isinstance(sent, dict):
        raise BadMessage("not an object")
    if sent.get("type") == "ping":
        return Ping()
    if sent.get("type") == "subscribe":
        return _subscribe(sent)
    raise BadMessage("unknown type")


def _subscribe(sent: dict[str, Any]) -> Subscribe:
    topics, since, epoch = sent.get("topics"), sent.get("since"), sent.get("epoch")
    if not isinstance(topics, list) or len(topics) > TOPICS_A_SOCKET:
        raise BadMessage(f"topics: a list of at most {TOPICS_A_SOCKET}")
    if not all(
        isinstance(topic, str) and 0 < len(topic) <= TOPIC_LENGTH and "\0" not in topic for topic in topics
    ):
        raise BadMessage(f"topics: texts of at most {TOPIC_LENGTH} characters")
    if since is not None and (type(since) is not int or not 0 <= since < 2**53):
        raise BadMessage("since: a sequence number or null")
    if epoch is not None and not isinstance(epoch, str):
        raise BadMessage("epoch: text or null")
    return Subscribe(tuple(dict.fromkeys(topics)), since, epoch)
