"""The tickets that make the showcase accounts worth trying: one of each state, at moments near the present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from config.demo import problems
from config.demo.chance import Chance
from config.demo.desk import Desk
from config.demo.narrator import Script
from config.demo.people import SHOWCASE_TEAM
from config.demo.register import SHOWCASE_NAME
from config.demo.tickets import Plan, Writing
from enterprises.models import Enterprise
from tickets.models import Priority
from tickets.rules.lifecycle import State

HOUR, DAY = 3600, 27000


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A text by group and number (from 1), so much working time ago, and how far it has come."""

    group: str
    number: int
    ago: float
    script: Script
    priority: str = Priority.NORMAL


def _scene(
    group: str,
    number: int,
    ago: float,
    stop: str,
    *,
    in_department: bool = False,
    pace: float = 0.0,
    score: int = 0,
    priority: str = Priority.NORMAL,
) -> Scene:
    return Scene(
        group=group,
        number=number,
        ago=ago,
        script=Script(stop=stop, in_department=in_department, pace=pace, score=score),
        priority=priority,
    )


OF_THE_ENTERPRISE = (
    _scene("labour", 1, 40 * DAY, State.CLOSED, pace=0.3, score=5),
    _scene("logistics", 1, 31 * DAY, State.CLOSED, pace=0.5, score=4),
    _scene("labour", 8, 24 * DAY, State.CLOSED, pace=0.4, score=5),
    _scene("funding", 5, 15 * DAY, State.CLOSED, pace=0.6, score=3),
    _scene("logistics", 7, 9 * DAY, State.CLOSED, pace=0.3, score=5),
    _scene("labour", 4, 3 * DAY, State.RESOLVED, pace=0.3),
    _scene("funding", 1, 1.6 * DAY, State.HANDLING, pace=0.15, in_department=True),
)
"""Of the showcase enterprise: several closed, one to confirm, one in handling."""
OF_THE_CADRE = (
    _scene("logistics", 6, 0.9 * HOUR, State.ASSIGNED),
    _scene("labour", 10, 1.7 * HOUR, State.ASSIGNED),
    _scene("labour", 7, 0.4 * HOUR, State.ASSIGNED, priority=Priority.URGENT),
    _scene("others", 4, 2.2 * DAY, State.HANDLING, pace=0.3),
    _scene("labour", 16, 4.4 * DAY, State.HANDLING, pace=0.2),
    _scene("logistics", 14, 1.2 * DAY, State.NEED_INFO, pace=0.1),
    _scene("labour", 18, 6.4 * HOUR, State.REDO, pace=0.1),
    _scene("logistics", 19, 3.2 * DAY, State.VERIFYING, pace=0.1),
)
"""Of other enterprises of the showcase cadre: to acknowledge, in hand, waiting for the enterprise, to redo."""
OF_THE_OFFICER = (
    _scene("labour", 9, 2.6 * HOUR, State.ASSIGNED, in_department=True, pace=0.08),
    _scene("labour", 17, 2.1 * HOUR, State.ASSIGNED, in_department=True, pace=0.07),
    _scene("funding", 7, 1.2 * HOUR, State.ASSIGNED),
    _scene("labour", 15, 2.4 * DAY, State.HANDLING, in_department=True, pace=0.15),
    _scene("labour", 4, 5.4 * DAY, State.HANDLING, in_department=True, pace=0.2),
    _scene("labour", 9, 3.4 * DAY, "extension", in_department=True, pace=0.2),
    _scene("funding", 12, 1.5 * DAY, "objection", pace=0.2),
    _scene("labour", 11, 3 * DAY, State.RESOLVED, in_department=True, pace=0.25),
)
"""In the showcase officer's department: to acknowledge, in hand, one that asks for more time, one objection."""
OF_THE_CENTRE = (
    _scene("others", 22, 0.5 * HOUR, State.SUBMITTED),
    _scene("others", 23, 1.5 * HOUR, State.SUBMITTED),
    _scene("others", 24, 3.2 * HOUR, State.SUBMITTED, priority=Priority.LOW),
    _scene("others", 25, 3.4 * HOUR, State.ACCEPTED, priority=Priority.LOW, pace=0.3),
    _scene("others", 22, 2.4 * HOUR, State.ACCEPTED, pace=0.3),
    _scene("logistics", 2, 6.6 * HOUR, State.REDO, pace=0.1),
    _scene("labour", 6, 8 * HOUR, State.REDO, pace=0.12),
    _scene("funding", 14, 5 * DAY, "extension_again", pace=0.25),
    _scene("others", 11, 6 * DAY, State.ON_HOLD, pace=0.2),
    _scene("others", 19, 9 * DAY, State.ON_HOLD, pace=0.2),
    _scene("labour", 2, 5.3 * DAY, State.HANDLING, pace=0.1),
    _scene("logistics", 8, 6.4 * DAY, State.HANDLING, pace=0.1),
    _scene("labour", 12, 7.6 * DAY, State.HANDLING, pace=0.1),
    _scene("logistics", 12, 9.5 * DAY, State.HANDLING, pace=0.1),
)
"""What coordinators and leaders decide: intake, a second extension, matters on hold; and a broken promise on each
rung of the ladder."""


def arranged(seed: int, desk: Desk, writing: Writing, enterprises: Sequence[Enterprise]) -> list[Plan]:
    """The plans of all scenes. The enterprises are the showcase one, then others of the same cadre and team."""
    shown = next(one for one in enterprises if one.name == SHOWCASE_NAME)
    cadre, team = desk.roster.by_username("cadre").pk, desk.roster.unit_by_code(SHOWCASE_TEAM).pk
    today = desk.campaign.today
    near = [one for one in enterprises if desk.roster.team(one.pk, today) == team and one is not shown]
    mine = [one for one in near if desk.roster.primary(one.pk, today) == cadre] or near
    found: list[Plan] = []
    for name, scenes, whose in (
        ("enterprise", OF_THE_ENTERPRISE, [shown]),
        ("cadre", OF_THE_CADRE, mine),
        ("officer", OF_THE_OFFICER, near),
        ("centre", OF_THE_CENTRE, list(enterprises[1:])),
    ):
        speaking = [one for one in whose if desk.roster.speakers(one.pk)] or whose
        for number, scene in enumerate(scenes):
            chance = Chance(seed, "scene", name, number)
            owner = speaking[number % len(speaking)]
            at = desk.campaign.ago(scene.ago)
            text = problems.MIX[scene.group][0][scene.number - 1]
            opening = writing.opening(
                chance, at, owner, _who(desk, owner, at), text[:2], priority=scene.priority
            )
            found.append((opening, scene.script))
    return found


def _who(desk: Desk, owner: Enterprise, at: datetime) -> User:
    """The enterprise itself, or the cadre who answers for it."""
    speakers = desk.roster.speakers(owner.pk)
    primary = desk.roster.primary(owner.pk, desk.campaign.local_day(at))
    return desk.roster.people[speakers[0] if speakers else primary or 0]
