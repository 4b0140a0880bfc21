"""Who is who and serves whom, in memory: what grid.selectors reads from the database."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from accounts.models import Role, User
from enterprises.models import Contact
from grid.models import Assignment, AssignmentKind, Membership, Placement, Unit

WORKERS = frozenset({Role.CADRE, Role.OFFICER, Role.COORDINATOR})


class Roster:
    """Answers on a day, as the selectors do: half-open periods, stable orders."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = {unit.pk: unit for unit in units}
        self.people: dict[int, User] = {}
        self.in_role: dict[str, list[int]] = defaultdict(list)
        self.contacts: dict[int, list[Contact]] = defaultdict(list)
        self._members: dict[int, list[Membership]] = defaultdict(list)
        self._memberships: dict[int, list[Membership]] = defaultdict(list)
        self._placed: dict[int, list[Placement]] = defaultdict(list)
        self._assigned: dict[int, list[Assignment]] = defaultdict(list)

    def know(self, user: User) -> None:
        """A user there is."""
        self.people[user.pk] = user
        self.in_role[user.role].append(user.pk)

    def join(self, row: Membership) -> None:
        """A membership there is."""
        self._members[row.unit_id].append(row)
        self._memberships[row.user_id].append(row)

    def place(self, row: Placement) -> None:
        """A placement there is."""
        self._placed[row.enterprise_id].append(row)

    def assign(self, row: Assignment) -> None:
        """An assignment there is."""
        self._assigned[row.enterprise_id].append(row)

    def unit_by_code(self, code: str) -> Unit:
        """The unit of that code."""
        return next(unit for unit in self.units.values() if unit.code == code)

    def by_username(self, username: str) -> User:
        """The user of that name."""
        return next(user for user in self.people.values() if user.username == username)

    def members(self, unit: int, on: date) -> list[int]:
        """Everybody in a unit on a day."""
        return sorted({row.user_id for row in self._members[unit] if _holds(row, on)})

    def leads(self, unit: int, on: date) -> list[int]:
        """Those who lead it."""
        return sorted({row.user_id for row in self._members[unit] if row.is_lead and _holds(row, on)})

    def workers(self, unit: int, on: date) -> list[int]:
        """Those of its members whom routing gives work to."""
        members = self.members(unit, on)
        return [one for one in members if self.people[one].role in WORKERS] or members

    def units_of(self, user: int, on: date, *, led: bool = False) -> set[int]:
        """The units of a user on a day, or those led."""
        rows = self._memberships[user]
        return {row.unit_id for row in rows if _holds(row, on) and (row.is_lead or not led)}

    def team(self, enterprise: int, on: date) -> int | None:
        """The team that serves an enterprise."""
        return next((row.unit_id for row in self._placed[enterprise] if _holds(row, on)), None)

    def primary(self, enterprise: int, on: date) -> int | None:
        """The cadre who answers for it."""
        rows = self._assigned[enterprise]
        found = (row for row in rows if row.kind == AssignmentKind.PRIMARY and _holds(row, on))
        return next((row.cadre_id for row in found), None)

    def speakers(self, enterprise: int) -> list[int]:
        """Users who speak for it."""
        return [row.user_id for row in self.contacts[enterprise] if row.user_id]


def _holds(row: Membership | Placement | Assignment, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or row.ends_on > on)
