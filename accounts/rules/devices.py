"""What a session is bound to: a desk's short life, or a phone's long one with the cookie only that phone has."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any

from accounts.rules.homes import stays_signed_in

COOKIE = "device"
HEADER = "X-Device"


def bind(session: MutableMapping[str, Any], role: str, device: str) -> str | None:
    """Write into a new session what it is bound to. Answers the token for a phone's cookie; a desk needs none."""
    if not stays_signed_in(role, device):
        session["device"] = "desk"
        return None
    token = token_urlsafe(24)
    session["device"] = "phone"
    session["device_digest"] = _digest(token)
    return token


def is_phone(session: Mapping[str, Any]) -> bool:
    """Whether the session lives long on one device."""
    return session.get("device") == "phone"


def is_bound_to(session: Mapping[str, Any], token: str) -> bool:
    """Whether the cookie shown is the one given to the phone at sign-in."""
    return compare_digest(_digest(token), session.get("device_digest", ""))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
