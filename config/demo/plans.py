"""Two weeks of planned visits for the showcase team, so that the plan can be seen before anybody makes one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from accounts.models import Role, User
from config.demo.book import Book
from config.demo.campaign import Campaign
from config.demo.chance import Chance
from config.demo.log import Log
from config.demo.people import SHOWCASE_TEAM
from config.demo.roster import Roster
from enterprises.models import Enterprise, Kind
from grid.actions._named import person_name
from grid.actions.plan_week import MOST_A_DAY
from grid.events import WeekPlanned
from grid.models import PlannedVisit, PlanReason, Visit
from grid.rules.visiting import EVERY
from grid.rules.week import Stop, plan_week

VISITORS = (Role.CADRE, Role.TEAM_LEADER)
POLICY = "送稳岗返还政策包,请一并说明"


def plan_ahead(
    seed: int,
    campaign: Campaign,
    book: Book,
    log: Log,
    roster: Roster,
    enterprises: Sequence[Enterprise],
    visits: Sequence[Visit],
) -> None:
    """From today to the end of next week, on working days; the firm of every third day has a second purpose."""
    today = campaign.local_day(campaign.at)
    monday = today - timedelta(days=today.weekday())
    ahead = [monday + timedelta(days=number) for number in range(14)]
    days = [day for day in ahead if day >= today and campaign.calendar.is_working(day)]
    seen = {visit.enterprise_id: visit for visit in sorted(visits, key=lambda one: one.occurred_at)}
    team = roster.unit_by_code(SHOWCASE_TEAM).pk
    for key in roster.members(team, today):
        cadre = roster.people[key]
        mine = [one for one in enterprises if roster.primary(one.pk, today) == key and one.lat is not None]
        if cadre.role in VISITORS and mine and days:
            _plan(seed, campaign, book, log, cadre, mine, seen, days)


def _plan(
    seed: int,
    campaign: Campaign,
    book: Book,
    log: Log,
    cadre: User,
    mine: list[Enterprise],
    seen: dict[int, Visit],
    days: list[date],
) -> None:
    by_key = {one.pk: one for one in mine}
    reasons: dict[int, str] = {}
    stops = []
    for one in mine:
        last = seen.get(one.pk)
        tier = "key" if one.is_key or one.kind == Kind.BUILDING_SITE else "regular"
        due_on = campaign.local_day(last.occurred_at) + EVERY[tier] if last else days[0]
        promised = last.follow_up_on if last else None
        if promised is not None and days[0] <= promised <= days[-1]:
            due_on = promised
        elif due_on > days[-1]:
            continue
        late = promised is not None and due_on == promised
        reasons[one.pk] = PlanReason.FOLLOW_UP if late else PlanReason.STALE if last else PlanReason.NEVER
        stops.append(
            Stop(key=one.pk, lat=one.lat or 0, lon=one.lon or 0, weight=8 if late else 2, due_on=due_on)
        )
    if not stops:
        return
    base = sum(one.lat for one in stops) / len(stops), sum(one.lon for one in stops) / len(stops)
    week = plan_week(stops, days, base=base, most_a_day=MOST_A_DAY)
    for number, (on, keys) in enumerate(week.days.items()):
        for place, key in enumerate(keys):
            asked = number % 3 == 1 and place == 0
            book.add(
                PlannedVisit(
                    uuid=Chance(seed, "planned", cadre.username, key).uuid(),
                    enterprise=by_key[key],
                    cadre=cadre,
                    on=on,
                    reason=reasons[key],
                    by_hand=asked,
                    purposes=[_purpose()] if asked else [],
                )
            )
    log.say(
        WeekPlanned(
            at=campaign.at,
            actor_id=cadre.pk,
            topics=(f"user.{cadre.pk}",),
            cadre=person_name(cadre),
            monday=days[0].isoformat(),
            visits=sum(map(len, week.days.values())),
            left_out=len(week.left_out),
            metres=round(week.metres),
        )
    )


def _purpose() -> dict[str, object]:
    names = {"name": "人力资源和社会保障局", "name_en": "Human Resources and Social Security Bureau"}
    return {"unit": None, **names, "by": "林若溪", "text": POLICY}
