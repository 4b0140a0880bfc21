"""Which of the three faces a role uses, and which is its own."""

from __future__ import annotations

PHONE, ENTERPRISE, DESK = "m", "e", "desk"
HOME = {
    "cadre": PHONE,
    "team_leader": DESK,
    "officer": DESK,
    "coordinator": DESK,
    "leader": DESK,
    "contact": ENTERPRISE,
    "admin": DESK,
}
ALSO = {"team_leader": frozenset({PHONE})}
PHONE_SESSIONS = frozenset({"cadre", "team_leader", "contact"})
"""Roles that may stay signed in on a phone for thirty days."""


def home(role: str) -> str:
    """The path of the role's own face."""
    return f"/{HOME[role]}/"


def may_use(role: str, shell: str) -> bool:
    """Whether the role may open the face."""
    return HOME.get(role) == shell or shell in ALSO.get(role, frozenset())


def stays_signed_in(role: str, device: str) -> bool:
    """Whether this sign-in lasts thirty days on its device instead of half an hour without use."""
    return device == "phone" and role in PHONE_SESSIONS
