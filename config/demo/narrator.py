"""What every story needs: who acts, when the next step is due, and what is said."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Role, User
from config.demo import parts
from config.demo import replies as say
from config.demo.case import Case
from config.demo.chance import Chance
from config.demo.people import MERGED_CODE
from grid.models import UnitKind
from grid.rules.calendar import between
from tickets.models import ClockState, Ticket
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.subtasks import SubTaskState


@dataclass(frozen=True, kw_only=True)
class Script:
    """What is settled before a ticket begins. `stop` is the state, or the request, at which everybody rests."""

    stop: str = ""
    in_department: bool = False
    pace: float = 0.0
    """Share of each promised time that is used; drawn anew each time when 0."""
    score: int = 0


ORDINARY = Script()


class Narrator:
    """`target` is the working time after the submission at which the result is there."""

    def __init__(self, case: Case, chance: Chance, script: Script) -> None:
        self.case, self.chance, self.script = case, chance, script
        self.desk = case.desk
        self.day = self.desk.calendar.day_seconds()
        budget = case.clocks.policy().resolve_seconds
        self.target = budget * (script.pace or self._pace())

    # When

    def later(self, seconds: float) -> datetime:
        """So much working time from now; at least the next working second."""
        return max(self.case.now, self.desk.campaign.after(self.case.now, max(1, seconds)))

    def promised(self, kind: str, share: float) -> datetime:
        """When a share of what is left on a clock is used up; soon, when that clock does not run."""
        for clock in self.case.clocks.alive():
            if clock.kind == kind and clock.due_at and clock.due_at > self.case.now:
                return self.later(between(self.desk.calendar, self.case.now, clock.due_at) * share)
        return self.later(self.chance.between(300, 3600))

    def towards_resolution(self, share: float) -> datetime:
        """When a share of what is left until the result is used up."""
        used = between(self.desk.calendar, self.case.ticket.submitted_at, self.case.now)
        return self.later(max(900, (self.target - used) * share))

    def _pace(self) -> float:
        """Most in good time, some at the last moment, a few too late."""
        draw = self.chance.between(0, 1)
        if draw < 0.03:
            return self.chance.between(1.02, 1.5)
        if draw < 0.48:
            return self.chance.between(0.86, 0.995)
        return self.chance.bell(0.15, 0.9)

    def parts_done(self) -> Generator[datetime, None, None]:
        """The units named along do their parts, soon enough for the result."""
        for task in parts.unfinished(self.case):
            if task.state == SubTaskState.GIVEN:
                yield min(self.towards_resolution(0.15), self.later(0.4 * self.day))
                parts.accept(self.case, task)
            yield min(self.towards_resolution(0.3), self.later(0.8 * self.day))
            if task in parts.unfinished(self.case):
                parts.finish(self.case, task, self.text(say.PARTS_DONE))

    # Who

    def worker(self) -> User:
        """Who holds it, or somebody of the unit that holds it."""
        ticket = self.case.ticket
        if ticket.holder_id is not None:
            return self.desk.roster.people[ticket.holder_id]
        day = self.desk.campaign.local_day(self.case.now)
        workers = self.desk.roster.workers(ticket.holder_unit_id or 0, day)
        shown = [one for one in workers if self.desk.roster.people[one].username == "officer"]
        juniors = [
            one for one in workers if one not in self.desk.roster.leads(ticket.holder_unit_id or 0, day)
        ]
        return self.desk.roster.people[
            self.chance.one((shown or juniors or workers) if self.script.stop else workers)
        ]

    def lead(self) -> User | None:
        """Who leads the unit that holds it."""
        day = self.desk.campaign.local_day(self.case.now)
        leads = self.desk.roster.leads(self.case.ticket.holder_unit_id or 0, day)
        return self.desk.roster.people[leads[0]] if leads else None

    def coordinator(self) -> User:
        """Somebody of the service centre."""
        return self.desk.roster.people[self.chance.one(self.desk.roster.in_role[Role.COORDINATOR])]

    def leader(self) -> User:
        """Somebody of the leadership."""
        return self.desk.roster.people[self.chance.one(self.desk.roster.in_role[Role.LEADER])]

    def speaker(self) -> User | None:
        """Who speaks for the enterprise in the portal, if anybody does."""
        speakers = self.desk.roster.speakers(self.case.ticket.enterprise_id)
        return self.desk.roster.people[speakers[0]] if speakers else None

    def author(self) -> User:
        """Who opened it."""
        return self.case.ticket.created_by

    def must(self, user: User | None) -> User:
        """Somebody whose being there was asked for before."""
        if user is None:
            raise LookupError("nobody is there")
        return user

    def twin(self) -> Ticket | None:
        """An open ticket about the same kind of problem, not long ago."""
        mine = self.case.ticket
        for other in reversed(self.desk.tickets[-60:]):
            same = other.category_id == mine.category_id and other.pk != mine.pk
            if same and other.state in OPEN_STATES and not other.on_the_spot:
                return other
        return None

    # Where

    def in_department(self) -> bool:
        """Whether a department holds it."""
        unit = self.case.ticket.holder_unit_id
        return unit is not None and self.desk.roster.units[unit].kind == UnitKind.DEPARTMENT

    def has_department(self) -> bool:
        """Whether a rule named one behind the team."""
        return self.case.ticket.lead_unit_id is not None

    def other_department(self) -> int:
        """Another department than the one that holds it."""
        here = self.case.ticket.holder_unit_id
        units = self.desk.roster.units.values()
        others = [one for one in units if one.kind == UnitKind.DEPARTMENT and one.pk != here]
        return self.chance.one([one.pk for one in others if one.code != MERGED_CODE])

    def may_wander(self) -> bool:
        """Whether detours are allowed: not in a script, and not in an office that is about to be merged."""
        unit = self.case.ticket.holder_unit_id
        there = unit is not None and self.desk.roster.units[unit].code == MERGED_CODE
        return not self.script.stop and not there

    def is_running(self, kind: str) -> bool:
        """Whether a clock of the kind runs."""
        return any(one.kind == kind and one.state == ClockState.RUNNING for one in self.case.clocks.rows)

    # What

    def text(self, templates: tuple[str, ...]) -> str:
        """One of the texts, its places filled for the day."""
        return self.chance.say(self.chance.one(templates), self.desk.campaign.local_day(self.case.now))
