"""Naming a session without giving it away."""

from __future__ import annotations

from hashlib import sha256


def digest(session_key: str) -> str:
    """Sixteen characters that name a session in events and frames; the key cannot be had back from them."""
    return sha256(session_key.encode()).hexdigest()[:16]
