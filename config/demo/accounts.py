"""The people one can be with one click, and of whom the arranged tickets tell. No demo user has a password."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Role


@dataclass(frozen=True, kw_only=True)
class Showcase:
    """One account with a story of its own (config.demo.showcase)."""

    username: str
    name: str
    role: str


SHOWCASE = (
    Showcase(username="cadre", name="王晓岚", role=Role.CADRE),
    Showcase(username="leader_team", name="陈建安", role=Role.TEAM_LEADER),
    Showcase(username="officer", name="林若溪", role=Role.OFFICER),
    Showcase(username="coordinator", name="周安宁", role=Role.COORDINATOR),
    Showcase(username="leader", name="沈国栋", role=Role.LEADER),
    Showcase(username="enterprise", name="许佳文", role=Role.CONTACT),
    Showcase(username="admin", name="赵明远", role=Role.ADMIN),
)
"""They are made before all others, so that the sign-in page shows them first."""
