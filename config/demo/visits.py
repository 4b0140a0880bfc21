"""More than 4,500 visits: every cadre goes to the own enterprises, the longest unseen and the due ones first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.models import Role, User
from config.demo.answers import answers, summary
from config.demo.campaign import WORKING_DAYS
from config.demo.chance import Chance
from config.demo.people import Staffing
from config.demo.production import Production
from enterprises.models import Enterprise, Kind, ProductionReport
from grid.actions._named import enterprise_name, person_name, topics
from grid.actions.amend_visit import told
from grid.events import VisitAmended, VisitLogged
from grid.models import Visit, VisitRevision, VisitState, VisitTemplate
from grid.rules.distance import distance_m

VISITS = 4680
LEADER_GOES = 0.35
SEES_PRODUCTION = 0.72


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who goes where and when."""

    number: int
    uuid: UUID
    day: int
    on: date
    at: datetime
    received_at: datetime
    enterprise: Enterprise
    author: User


class Visiting:
    """Plans the campaign day by day, then writes what has come in by the present."""

    def __init__(self, seed: int, staffing: Staffing, production: Production, scale: float) -> None:
        self._seed, self._staffing, self._production = seed, staffing, production
        self._total = round(VISITS * scale)
        self._seen: dict[int, int] = {}
        self._due: dict[int, date] = {}
        self._returns: dict[int, date] = {}

    def plan(self, enterprises: list[Enterprise]) -> list[Plan]:
        """All visits of the campaign in the order of their moments; the present cuts them off."""
        campaign = self._staffing.campaign
        weights = [_weight(day, on) for day, on in enumerate(campaign.days, 1)]
        made: list[Plan] = []
        planned = 0.0
        for day, (on, weight) in enumerate(zip(campaign.days, weights, strict=True), 1):
            planned += self._total * weight / sum(weights)
            made.extend(self._day(day, on, round(planned) - len(made), len(made), enterprises))
        return sorted(
            (one for one in made if one.received_at <= campaign.at), key=lambda one: one.received_at
        )

    def write(self, plan: Plan, template: VisitTemplate, production: ProductionReport | None) -> Visit:
        """The row of a visit, and the event."""
        chance = Chance(self._seed, "visit", plan.number)
        roster, enterprise = self._staffing.roster, plan.enterprise
        said = self._production.snapshot(enterprise, plan.day)
        unit = roster.team(enterprise.pk, plan.on)
        met = [{"name": one.name, "title": one.title} for one in roster.contacts[enterprise.pk]]
        old = plan.day < WORKING_DAYS - 5
        row = self._staffing.book.add(
            Visit(
                uuid=plan.uuid,
                enterprise=enterprise,
                author=plan.author,
                unit_id=unit,
                template=template,
                state=VisitState.REVIEWED if old and chance.happens(0.6) else VisitState.DONE,
                occurred_at=plan.at,
                arrived_at=plan.at - timedelta(minutes=chance.whole(1, 6)),
                received_at=plan.received_at,
                clock_offset_seconds=chance.whole(-4, 6),
                answers=answers(chance, said, plan.day),
                people_met=chance.some(met, chance.whole(1, 2)),
                production=production,
                summary=summary(chance, enterprise, said, plan.on),
                follow_up_on=self._returns.get(plan.number),
                device_id=f"demo-{plan.author.username}",
                **_position(chance, enterprise),
            )
        )
        self._staffing.log.say(
            VisitLogged(
                at=plan.received_at,
                actor_id=plan.author.pk,
                topics=topics(enterprise, units={unit}, users={plan.author.pk}, board=True),
                visit=str(row.uuid),
                enterprise=enterprise_name(enterprise),
                author=person_name(plan.author),
                unit=unit,
                occurred_at=plan.at.isoformat(),
                distance_m=row.distance_m,
            )
        )
        if chance.happens(0.015):
            self._amend(chance, row, plan)
        return row

    def sees_production(self, plan: Plan) -> bool:
        """Whether the cadre takes the figures down."""
        return Chance(self._seed, "sees", plan.number).happens(SEES_PRODUCTION)

    def _amend(self, chance: Chance, row: Visit, plan: Plan) -> None:
        at = plan.received_at + timedelta(minutes=chance.whole(12, 300))
        if at > self._staffing.campaign.at:
            return
        reason = chance.one(("补充现场情况", "补记企业提出的建议", "补充政策辅导需求"))
        self._staffing.book.add(
            VisitRevision(
                visit=row,
                version=1,
                at=at,
                by=plan.author,
                reason=reason,
                before=told(row),
            )
        )
        row.summary += "另补充:企业希望每月安排一次政策辅导。"
        row.version = 2
        self._staffing.log.say(
            VisitAmended(
                at=at,
                actor_id=plan.author.pk,
                topics=topics(plan.enterprise, units={row.unit_id}, users={plan.author.pk}),
                visit=str(row.uuid),
                enterprise=enterprise_name(plan.enterprise),
                version=2,
                fields=["summary"],
                reason=reason,
            )
        )

    def _day(self, day: int, on: date, count: int, number: int, enterprises: list[Enterprise]) -> list[Plan]:
        chance = Chance(self._seed, "day", day)
        roster = self._staffing.roster
        served: dict[int, list[Enterprise]] = defaultdict(list)
        for enterprise in enterprises:
            primary = roster.primary(enterprise.pk, on)
            if primary is not None:
                served[primary].append(enterprise)
                leads = roster.leads(roster.team(enterprise.pk, on) or 0, on)
                if enterprise.is_key and leads:
                    served[leads[0]].append(enterprise)
        goers = [one for one in served if self._goes(chance, one)]
        turns: list[int] = []
        shown = roster.by_username("cadre").pk
        while len(turns) < count and goers:
            turns += sorted(chance.shuffled(goers), key=lambda one: one != shown)
        made: list[Plan] = []
        out: set[int] = set()
        for author in turns[:count]:
            enterprise = self._next(chance, served[author], day, on)
            afternoon = author in out or (len(goers) >= count and chance.happens(0.5))
            out.add(author)
            at = self._staffing.campaign.moment(
                on, chance.between(0.52, 0.86) if afternoon else chance.between(0.06, 0.4)
            )
            late = chance.whole(120, 330) if chance.happens(0.04) else chance.whole(25, 75)
            plan = Plan(
                number=number + len(made) + 1,
                uuid=chance.uuid(),
                day=day,
                on=on,
                at=at,
                received_at=at + timedelta(minutes=late, seconds=chance.whole(0, 59)),
                enterprise=enterprise,
                author=roster.people[author],
            )
            made.append(plan)
            self._note(chance, plan)
        return made

    def _goes(self, chance: Chance, user: int) -> bool:
        return self._staffing.roster.people[user].role == Role.CADRE or chance.happens(LEADER_GOES)

    def _next(self, chance: Chance, mine: list[Enterprise], day: int, on: date) -> Enterprise:
        """The one that has waited longest, key enterprises and agreed returns before."""

        def pressing(enterprise: Enterprise) -> float:
            waited = day - self._seen.get(enterprise.pk, -25)
            due = self._due.get(enterprise.pk)
            weight = 1.5 if enterprise.is_key or enterprise.kind == Kind.BUILDING_SITE else 1.0
            return waited * weight + chance.between(0, 14) + (40 if due is not None and due <= on else 0)

        return max(mine, key=pressing)

    def _note(self, chance: Chance, plan: Plan) -> None:
        """Remember the visit, and on which day to come back, if at all."""
        self._seen[plan.enterprise.pk] = plan.day
        self._due.pop(plan.enterprise.pk, None)
        days = self._staffing.campaign.days
        returns = chance.happens(0.22)
        ahead = chance.whole(3, 9)
        if plan.author.username == "cadre" and plan.day > WORKING_DAYS - 5:
            returns, ahead = True, WORKING_DAYS - plan.day
        if returns:
            later = plan.day - 1 + ahead
            on = days[later] if later < WORKING_DAYS else days[-1] + timedelta(days=later - WORKING_DAYS + 1)
            if ahead:
                self._due[plan.enterprise.pk] = on
                self._returns[plan.number] = on


def _weight(day: int, on: date) -> float:
    """The campaign gathers pace in two weeks and ebbs a little; Fridays are shorter."""
    rise = min(1.0, 0.45 + day * 0.06)
    ebb = 1.0 if day < 40 else 0.88
    return rise * ebb * (0.85 if on.weekday() == 4 else 1.0)


def _position(chance: Chance, enterprise: Enterprise) -> dict[str, Any]:
    """Where the phone was: mostly at the gate, sometimes unknown, rarely elsewhere."""
    if chance.happens(0.05) or enterprise.lat is None or enterprise.lon is None:
        return {}
    stray = chance.between(0.006, 0.02) if chance.happens(0.02) else chance.between(0.0, 0.0011)
    lat = round(enterprise.lat + stray * chance.between(-1, 1), 6)
    lon = round(enterprise.lon + stray * chance.between(-1, 1), 6)
    return {
        "lat": lat,
        "lon": lon,
        "accuracy_m": round(chance.between(5, 45), 1),
        "distance_m": round(distance_m(lat, lon, enterprise.lat, enterprise.lon), 1),
    }
