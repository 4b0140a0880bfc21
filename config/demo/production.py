"""How each enterprise came back to work, and the reports that say so: nine of ten restarted by the last day but one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from accounts.models import User
from config.demo.campaign import WORKING_DAYS
from config.demo.chance import Chance
from config.demo.people import Staffing
from config.demo.register import SHOWCASE_NAME
from enterprises.events import ProductionReported
from enterprises.models import Enterprise, Kind, ProductionReport, ProductionState

RESTARTED = 0.9
NEVER = 10_000
EVERY_DAYS = 14
RANGES: dict[str, tuple[float, float, int, int]] = {
    # staff back in shares of those expected, capacity in percent
    ProductionState.STOPPED: (0.0, 0.18, 0, 6),
    ProductionState.PARTIAL: (0.22, 0.58, 12, 52),
    ProductionState.RESUMED: (0.68, 0.95, 58, 92),
    ProductionState.FULL: (0.96, 1.0, 92, 108),
}


@dataclass(frozen=True, kw_only=True)
class Course:
    """The days on which an enterprise began in part, restarted, and was at full capacity."""

    partly_on: int
    restarted_on: int
    full_on: int

    def state(self, day: int) -> str:
        """Stopped, partial, resumed or full on the numbered day."""
        steps = (
            (self.full_on, ProductionState.FULL),
            (self.restarted_on, ProductionState.RESUMED),
            (self.partly_on, ProductionState.PARTIAL),
        )
        return next((state for since, state in steps if day >= since), ProductionState.STOPPED)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What a report says."""

    expected: int
    returned: int
    capacity: int
    state: str


class Production:
    """Knows every enterprise's course, and writes reports in the order of their moments."""

    def __init__(self, seed: int, staffing: Staffing, enterprises: list[Enterprise]) -> None:
        self._seed, self._staffing = seed, staffing
        self._courses = self._draw(enterprises)

    def snapshot(self, enterprise: Enterprise, day: int) -> Snapshot:
        """The figures of a day; the same day always says the same."""
        chance = Chance(self._seed, "snapshot", enterprise.pk, day)
        state = self._courses[enterprise.pk].state(day)
        least, most, low, high = RANGES[state]
        progress = chance.between(0.25, 0.75) + day / WORKING_DAYS / 4
        expected = max(1, enterprise.employees)
        return Snapshot(
            expected=expected,
            returned=min(expected, round(expected * (least + (most - least) * progress))),
            capacity=round(low + (high - low) * progress),
            state=state,
        )

    def regular(self, enterprises: list[Enterprise]) -> list[tuple[datetime, Enterprise, User]]:
        """When enterprises report without being visited, and who does: at each turn, and every three weeks."""
        found = []
        for enterprise in enterprises:
            chance = Chance(self._seed, "reports", enterprise.pk)
            course = self._courses[enterprise.pk]
            days = {course.partly_on, course.restarted_on, course.full_on, chance.whole(1, 5)}
            days |= set(range(chance.whole(6, EVERY_DAYS + 5), WORKING_DAYS + 1, EVERY_DAYS))
            for day in sorted(one for one in days if one <= WORKING_DAYS):
                on = self._staffing.campaign.days[day - 1]
                moment = self._staffing.campaign.moment(on, chance.between(0.01, 0.35))
                found.append((moment, enterprise, self._reporter(enterprise, moment)))
        return found

    def report(
        self, at: datetime, enterprise: Enterprise, by: User, *, visit: UUID | None = None
    ) -> ProductionReport:
        """One report, which becomes the enterprise's latest. Call in the order of time."""
        campaign = self._staffing.campaign
        named = Chance(self._seed, "report", enterprise.pk, at).uuid()
        said = self.snapshot(enterprise, campaign.number_of(at))
        on = campaign.local_day(at)
        row = self._staffing.book.add(
            ProductionReport(
                uuid=uuid5(visit, "production 1") if visit else named,
                enterprise=enterprise,
                reported_on=on,
                expected_staff=said.expected,
                returned_staff=said.returned,
                capacity_percent=said.capacity,
                state=said.state,
                reported_by=by,
                created_at=at,
            )
        )
        enterprise.latest_report = row
        enterprise.updated_at = at
        self._staffing.log.say(
            ProductionReported(
                at=at,
                actor_id=by.pk,
                topics=(f"enterprise.{enterprise.uuid}",),
                enterprise=str(enterprise.uuid),
                report=str(row.uuid),
                reported_on=on.isoformat(),
                expected_staff=said.expected,
                returned_staff=said.returned,
                capacity_percent=said.capacity,
                state=str(said.state),
                is_latest=True,
            )
        )
        return row

    def _reporter(self, enterprise: Enterprise, at: datetime) -> User:
        roster = self._staffing.roster
        speakers = roster.speakers(enterprise.pk)
        primary = roster.primary(enterprise.pk, self._staffing.campaign.local_day(at))
        return roster.people[speakers[0] if speakers else primary or 0]

    def _draw(self, enterprises: list[Enterprise]) -> dict[int, Course]:
        """Exactly nine of ten restart, above-scale enterprises and the others alike."""
        found: dict[int, Course] = {}
        for above in (True, False):
            rows = [one for one in enterprises if (one.kind == Kind.ABOVE_SCALE) == above]
            order = Chance(self._seed, "restart", above).shuffled(rows)
            order.sort(key=lambda one: one.name != SHOWCASE_NAME)
            for place, enterprise in zip(count(), order, strict=False):
                found[enterprise.pk] = self._course(enterprise, restarts=place < round(len(rows) * RESTARTED))
        return found

    def _course(self, enterprise: Enterprise, *, restarts: bool) -> Course:
        chance = Chance(self._seed, "course", enterprise.pk)
        partly = round(chance.skewed(1, 9, WORKING_DAYS - 4, 0.75))
        if not restarts:
            return Course(
                partly_on=partly + 12 if chance.happens(0.6) else NEVER, restarted_on=NEVER, full_on=NEVER
            )
        restarted = min(WORKING_DAYS - 1, partly + chance.whole(1, 9))
        full = restarted + round(chance.skewed(4, 16, 60, 0.6)) if chance.happens(0.62) else NEVER
        return Course(partly_on=partly, restarted_on=restarted, full_on=full)
