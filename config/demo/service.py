"""Which team serves each enterprise and which cadre answers for it, with one firm that moved in between."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from accounts.models import User
from config.demo.chance import Chance
from config.demo.people import Staffing
from config.demo.register import SHOWCASE_NAME, Ground
from enterprises.models import Enterprise, Kind
from grid.actions._named import enterprise_name, person_name, topics
from grid.events import EnterpriseAssigned, EnterprisePlaced
from grid.models import Assignment, AssignmentKind, Placement

BACKED_UP = 0.12
MOVED_ON_DAY = 33


class Serving:
    """Places enterprises and shares them out evenly among the cadres of their team."""

    def __init__(self, seed: int, staffing: Staffing) -> None:
        self._seed, self._staffing = seed, staffing
        self._since = staffing.campaign.local_day(staffing.campaign.eve)
        self._shares: Counter[int] = Counter()

    def share_out(self, enterprises: list[Enterprise], ground_of: dict[int, Ground]) -> None:
        """A team and a primary cadre for each, a backup for some."""
        moving = next(one for one in enterprises[1:] if one.kind == Kind.ABOVE_SCALE)
        for enterprise in enterprises:
            unit = ground_of[enterprise.pk].unit
            until = self._staffing.campaign.days[MOVED_ON_DAY - 1] if enterprise is moving else None
            self._serve(enterprise, unit, self._since, until)
            if until is not None:
                others = [ground.unit for ground in ground_of.values() if ground.unit != unit]
                self._serve(enterprise, min(others), until, None, unit_before=unit)

    def _serve(
        self,
        enterprise: Enterprise,
        unit: int,
        since: date,
        until: date | None,
        unit_before: int | None = None,
    ) -> None:
        roster = self._staffing.roster
        cadres = roster.workers(unit, since)
        primary = min(cadres, key=lambda one: (self._shares[one], one))
        if enterprise.name == SHOWCASE_NAME:
            primary = roster.by_username("cadre").pk
        self._shares[primary] += 1
        self._place(enterprise, unit, since, until, unit_before)
        self._assign(enterprise, unit, roster.people[primary], AssignmentKind.PRIMARY, since, until)
        chance = Chance(self._seed, "backup", enterprise.pk)
        if enterprise.is_key or chance.happens(BACKED_UP):
            backup = chance.one([one for one in cadres if one != primary])
            self._assign(enterprise, unit, roster.people[backup], AssignmentKind.BACKUP, since, until)

    def _place(
        self, enterprise: Enterprise, unit: int, since: date, until: date | None, unit_before: int | None
    ) -> None:
        row = self._staffing.book.add(
            Placement(enterprise=enterprise, unit_id=unit, starts_on=since, ends_on=until)
        )
        self._staffing.roster.place(row)
        self._staffing.log.say(
            EnterprisePlaced(
                at=self._staffing.campaign.clock(since, 8.5) + timedelta(minutes=1),
                actor_id=None,
                topics=topics(enterprise, units={unit, unit_before}),
                enterprise=enterprise_name(enterprise),
                unit=unit,
                unit_before=unit_before,
                starts_on=since.isoformat(),
            )
        )

    def _assign(
        self, enterprise: Enterprise, unit: int, cadre: User, kind: str, since: date, until: date | None
    ) -> None:
        row = self._staffing.book.add(
            Assignment(enterprise=enterprise, cadre=cadre, kind=kind, starts_on=since, ends_on=until)
        )
        roster = self._staffing.roster
        before = roster.primary(enterprise.pk, since - timedelta(days=1))
        roster.assign(row)
        self._staffing.log.say(
            EnterpriseAssigned(
                at=self._staffing.campaign.clock(since, 8.5) + timedelta(minutes=2),
                actor_id=None,
                topics=topics(enterprise, units={unit}, users={cadre.pk, before}),
                notify=(cadre.pk,),
                enterprise=enterprise_name(enterprise),
                cadre=person_name(cadre),
                cadre_before=before if kind == AssignmentKind.PRIMARY else None,
                assignment=str(kind),
                starts_on=since.isoformat(),
            )
        )
