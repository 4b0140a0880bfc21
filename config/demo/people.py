"""Everybody who works for the zone: teams of four cadres and a leader, departments, the service centre."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.events import UserCreated
from accounts.models import Role, User
from config.demo.accounts import SHOWCASE
from config.demo.book import Book
from config.demo.campaign import Campaign
from config.demo.chance import Chance
from config.demo.log import Log
from config.demo.names import OTHER_NAMES, person, phone
from config.demo.roster import Roster
from grid.events import MemberJoined, MemberLeft
from grid.models import Membership, Unit, UnitKind

SHOWCASE_TEAM, SHOWCASE_DEPARTMENT, CENTRE = "330114001001", "HR", "CENTRE"
MERGED_CODE, MERGED_INTO, MERGED_ON_DAY = "DEMO-EXPORT", "COMMERCE", 27
CADRES_IN_A_TEAM = 4
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


class Staffing:
    """Makes people one after another, with names that occur once."""

    def __init__(self, seed: int, campaign: Campaign, book: Book, log: Log, roster: Roster) -> None:
        self.campaign, self.book, self.log, self.roster = campaign, book, log, roster
        self._seed = seed
        self._chance = Chance(seed, "people")
        self._taken = {one.name for one in SHOWCASE}
        self._numbers: dict[str, int] = {}
        self._others = list(OTHER_NAMES)
        self._shown: dict[str, User] = {}

    def user(self, username: str, role: str, *, name: str = "") -> User:
        """A demo user; without a name one is invented. Nobody has a password that could be typed."""
        chance = Chance(self._seed, "user", username)
        at = self.campaign.eve
        row = self.book.add(
            User(
                username=username,
                name=name or self._name(),
                role=role,
                email=f"{username}@example.org",
                phone=phone(chance),
                password="!" + chance.letters(40, ALPHABET),
                is_demo=True,
                is_staff=role == Role.ADMIN,
                is_superuser=role == Role.ADMIN,
                date_joined=at,
            )
        )
        self.roster.know(row)
        self.log.say(
            UserCreated(at=at, actor_id=None, topics=(f"user.{row.pk}",), user=row.pk, role=str(role))
        )
        return row

    def showcase(self, username: str) -> User:
        """One of the accounts of the sign-in page; they are made before all others, so that they come first."""
        if not self._shown:
            for one in SHOWCASE:
                self._shown[one.username] = self.user(one.username, one.role, name=one.name)
        return self._shown[username]

    def numbered(self, role: str) -> User:
        """cadre017, officer003, …"""
        self._numbers[role] = self._numbers.get(role, 0) + 1
        return self.user(f"{role}{self._numbers[role]:03d}", role)

    def join(
        self,
        unit: Unit,
        user: User,
        *,
        is_lead: bool = False,
        on: date | None = None,
        until: date | None = None,
    ) -> Membership:
        """A membership, from before the campaign unless a day is given."""
        starts_on = on or self.campaign.local_day(self.campaign.eve) - timedelta(days=10)
        row = self.book.add(
            Membership(unit=unit, user=user, is_lead=is_lead, starts_on=starts_on, ends_on=until)
        )
        self.roster.join(row)
        at = self.campaign.eve if on is None else self.campaign.clock(on, 8.5)
        topics = (f"unit.{unit.pk}", f"user.{user.pk}")
        self.log.say(
            MemberJoined(
                at=at,
                actor_id=None,
                topics=topics,
                unit=unit.pk,
                user=user.pk,
                is_lead=is_lead,
                starts_on=starts_on.isoformat(),
            )
        )
        if until is not None:
            at = self.campaign.clock(until, 8.5)
            self.log.say(
                MemberLeft(
                    at=at,
                    actor_id=None,
                    topics=topics,
                    unit=unit.pk,
                    user=user.pk,
                    ends_on=until.isoformat(),
                )
            )
        return row

    def _name(self) -> str:
        while True:
            if self._others and self._chance.happens(0.01):
                return self._others.pop()
            name = person(self._chance)
            if name not in self._taken:
                self._taken.add(name)
                return name


def staff_the_zone(staffing: Staffing, units: list[Unit]) -> None:
    """Fill every unit with its people."""
    staffing.showcase("leader")
    staffing.numbered(Role.LEADER)
    for unit in units:
        if unit.kind == UnitKind.GRID_TEAM:
            _team(staffing, unit)
        elif unit.kind == UnitKind.DEPARTMENT:
            _department(staffing, unit)
        else:
            _centre(staffing, unit)
    _two_teams(staffing, units)
    _merged_department(staffing, units)


def _team(staffing: Staffing, unit: Unit) -> None:
    shown = unit.code == SHOWCASE_TEAM
    leader = staffing.showcase("leader_team") if shown else staffing.numbered(Role.TEAM_LEADER)
    staffing.join(unit, leader, is_lead=True)
    for number in range(CADRES_IN_A_TEAM):
        cadre = staffing.showcase("cadre") if shown and number == 0 else staffing.numbered(Role.CADRE)
        staffing.join(unit, cadre)


def _department(staffing: Staffing, unit: Unit) -> None:
    staffing.join(unit, staffing.numbered(Role.OFFICER), is_lead=True)
    if unit.code == SHOWCASE_DEPARTMENT:
        staffing.join(unit, staffing.showcase("officer"))
    staffing.join(unit, staffing.numbered(Role.OFFICER))
    if Chance("size", unit.code).happens(0.4):
        staffing.join(unit, staffing.numbered(Role.OFFICER))


def _centre(staffing: Staffing, unit: Unit) -> None:
    staffing.join(unit, staffing.showcase("coordinator"), is_lead=True)
    staffing.join(unit, staffing.numbered(Role.COORDINATOR))


def _two_teams(staffing: Staffing, units: list[Unit]) -> None:
    """One cadre helps out in the next team too."""
    teams = [unit for unit in units if unit.kind == UnitKind.GRID_TEAM]
    if len(teams) > 3:
        helper = staffing.roster.workers(teams[2].pk, staffing.campaign.today)[1]
        staffing.join(teams[3], staffing.roster.people[helper], on=staffing.campaign.days[19])


def _merged_department(staffing: Staffing, units: list[Unit]) -> None:
    """An office that was merged into a department in the middle of the campaign; its people went along."""
    heir = next(unit for unit in units if unit.code == MERGED_INTO)
    merged_on = staffing.campaign.days[MERGED_ON_DAY - 1]
    office = staffing.book.add(
        Unit(
            code=MERGED_CODE,
            kind=UnitKind.DEPARTMENT,
            name="外贸促进办公室",
            name_en="Export Promotion Office",
            valid_to=merged_on,
        )
    )
    staffing.roster.units[office.pk] = office
    for is_lead in (True, False):
        user = staffing.numbered(Role.OFFICER)
        staffing.join(office, user, is_lead=is_lead, until=merged_on)
        staffing.join(heir, user, on=merged_on)
