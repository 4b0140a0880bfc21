"""All tickets of the campaign, living side by side in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from accounts.models import Role, User
from config.demo import problems
from config.demo import replies as say
from config.demo.case import Case
from config.demo.chance import Chance
from config.demo.desk import Desk
from config.demo.narrator import ORDINARY, Script
from config.demo.opening import Opening, open_case
from config.demo.people import Staffing
from config.demo.register import SHOWCASE_NAME
from config.demo.stories import Story
from enterprises.models import Enterprise
from grid.models import Visit
from tickets.models import Priority, Ticket

BY_ENTERPRISES, BY_COORDINATORS = 1060, 230
FROM_A_VISIT = 0.25
ON_THE_SPOT = 0.13
PRIORITIES = {Priority.NORMAL: 82, Priority.URGENT: 12, Priority.LOW: 6}
Plan = tuple[Opening, Script]


class Writing:
    """Draws what is opened by whom, and lets it live up to the present."""

    def __init__(self, seed: int, desk: Desk, staffing: Staffing, scale: float) -> None:
        self._seed, self._desk, self._staffing, self._scale = seed, desk, staffing, scale

    def ordinary(self, enterprises: Sequence[Enterprise], visits: Sequence[Visit]) -> list[Plan]:
        """The tickets that nobody arranged."""
        speaking = [one for one in enterprises if self._desk.roster.speakers(one.pk)]
        silent = [one for one in enterprises if not self._desk.roster.speakers(one.pk)]
        found: list[Plan] = []
        for name, whose, number in (
            ("enterprise", speaking, BY_ENTERPRISES),
            ("coordinator", silent, BY_COORDINATORS),
        ):
            weights = {one.pk: max(1, one.employees) ** 0.35 for one in whose if one.name != SHOWCASE_NAME}
            by_key = {one.pk: one for one in whose}
            for place in range(round(number * self._scale)):
                chance = Chance(self._seed, "ticket", name, place)
                owner = by_key[chance.weighted(weights)]
                found.append((self._submitted(chance, owner, name == "coordinator"), ORDINARY))
        for visit in visits:
            chance = Chance(self._seed, "ticket", "visit", visit.uuid)
            if visit.enterprise.name != SHOWCASE_NAME:
                times = 2 if chance.happens(0.03) else 1 if chance.happens(FROM_A_VISIT) else 0
                found.extend((self._seen(chance, visit), ORDINARY) for _ in range(times))
        return found

    def live(self, plans: Sequence[Plan]) -> list[Case]:
        """Open every ticket at its moment and let its story go on until the present."""
        order, numbers, cases = count(), count(self._first_number()), []
        waiting: list[tuple[datetime, int, Iterator[datetime] | None, Plan | Case]] = [
            (plan[0].at, next(order), None, plan) for plan in plans
        ]
        heapq.heapify(waiting)
        while waiting and waiting[0][0] <= self._desk.campaign.at:
            moment, _, story, thing = heapq.heappop(waiting)
            if isinstance(thing, Case):
                case = thing
                case.catch_up(moment)
            else:
                case = open_case(self._desk, thing[0], next(numbers))
                cases.append(case)
                chance = Chance(self._seed, "story", thing[0].uuid)
                story = Story(case, chance, thing[1]).run()
            following = next(story, None) if story is not None else None
            if following is not None:
                heapq.heappush(waiting, (max(following, moment), next(order), story, case))
        for case in cases:
            case.catch_up(self._desk.campaign.at)
        return cases

    def opening(
        self,
        chance: Chance,
        at: datetime,
        enterprise: Enterprise,
        actor: User,
        text: problems.Text,
        *,
        visit: Visit | None = None,
        on_the_spot: bool = False,
        priority: str = "",
    ) -> Opening:
        """What is said at the counter, on the portal or in the yard."""
        on = self._desk.campaign.local_day(at)
        contact = self._desk.roster.contacts[enterprise.pk][0]
        return Opening(
            uuid=chance.uuid(),
            at=at,
            enterprise=enterprise,
            actor=actor,
            category=text[0],
            text=chance.say(text[1], on),
            priority=priority or chance.weighted(PRIORITIES),
            visit=visit,
            reply_on_the_spot=chance.say(chance.one(say.ON_THE_SPOT), on) if on_the_spot else "",
            contact_name=contact.name,
            contact_phone=contact.phone,
        )

    def _submitted(self, chance: Chance, owner: Enterprise, through_centre: bool) -> Opening:
        """By the enterprise itself at any hour, or through the service centre in working time."""
        campaign = self._desk.campaign
        weights = {on: _ebb(day) for day, on in enumerate(campaign.days, 1)}
        on = chance.weighted(weights)
        if not through_centre and chance.happens(0.16):
            at = campaign.clock(on, chance.between(18.1, 22.6))
        else:
            at = campaign.moment(on, chance.between(0.0, 0.995))
        roster = self._desk.roster
        actor = roster.in_role[Role.COORDINATOR] if through_centre else roster.speakers(owner.pk)
        return self.opening(
            chance, at, owner, roster.people[chance.one(actor)], self._problem(chance, owner, at)
        )

    def _seen(self, chance: Chance, visit: Visit) -> Opening:
        """Found in a visit, and sometimes solved there."""
        at = visit.received_at + timedelta(seconds=chance.whole(4, 900))
        owner = visit.enterprise
        return self.opening(
            chance,
            at,
            owner,
            visit.author,
            self._problem(chance, owner, at),
            visit=visit,
            on_the_spot=chance.happens(ON_THE_SPOT),
        )

    def _problem(self, chance: Chance, owner: Enterprise, at: datetime) -> problems.Text:
        """Labour and freight in the beginning, money in the end."""
        campaign = self._desk.campaign
        through = campaign.number_of(at) / len(campaign.days)
        weights = {name: first + (last - first) * through for name, (_, first, last) in problems.MIX.items()}
        if owner.kind in (problems.SITE, problems.SHOP) and chance.happens(0.5):
            return chance.one(problems.only_there(owner.kind))
        texts = problems.MIX[chance.weighted(weights)][0]
        return chance.one(problems.eligible(texts, owner.kind))

    def _first_number(self) -> int:
        """Behind the highest number that tickets already have."""
        refs = Ticket.objects.order_by().values_list("ref", flat=True)
        return max((int(ref.rpartition("-")[2]) for ref in refs), default=0) + 1


def _ebb(day: int) -> float:
    """How many problems come on the numbered day: a wave in the second week that ebbs slowly."""
    rise = min(1.0, 0.35 + day * 0.08)
    return rise * (1.0 if day < 22 else max(0.72, 1.0 - (day - 22) * 0.009))
