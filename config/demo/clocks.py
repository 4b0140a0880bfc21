"""The clocks of one ticket in memory, doing what tickets.actions._clocks does in the database.

The arithmetic is tickets.rules.sla; a face holds until its alarm, so it is computed again only then.
"""

from __future__ import annotations

from datetime import datetime

from config.demo.book import Book
from grid.rules.calendar import Calendar
from tickets.models import Category, Clock, ClockKind, ClockPolicy, ClockState, Ticket
from tickets.rules import sla
from tickets.rules.lifecycle import Effect
from tickets.rules.sla import Face, Lamp, Reading

ALIVE = frozenset({ClockState.RUNNING, ClockState.PAUSED})


class Policies:
    """The policy that fits best, as tickets.actions._clocks.policy_for finds it."""

    def __init__(self) -> None:
        self._rows = list(ClockPolicy.objects.filter(active=True).order_by("id"))
        self._found: dict[tuple[str, str], ClockPolicy] = {}

    def fitting(self, category: Category, priority: str) -> ClockPolicy:
        """Category and priority, then category, then priority, then any; the newest of equals."""
        key = (category.pk, str(priority))
        if key not in self._found:
            rows = [
                row
                for row in self._rows
                if row.category_id in (category.pk, category.parent_id, None)
                and row.priority in ("", priority)
            ]
            self._found[key] = max(
                rows,
                key=lambda row: (
                    row.category_id == category.pk,
                    bool(row.category_id),
                    bool(row.priority),
                    row.version,
                ),
            )
        return self._found[key]


def budgets(policy: ClockPolicy) -> dict[str, int]:
    """Working seconds by kind of clock."""
    return {
        ClockKind.ACKNOWLEDGE: policy.acknowledge_seconds,
        ClockKind.FIRST_CONTACT: policy.first_contact_seconds,
        ClockKind.RESOLVE: policy.resolve_seconds,
    }


class Clocks:
    """All clocks of a ticket. Every change ends with `wear`, which puts the most pressing face on the ticket."""

    def __init__(self, ticket: Ticket, calendar: Calendar, policies: Policies, book: Book) -> None:
        self._ticket, self._calendar = ticket, calendar
        self._policies, self._book = policies, book
        self.rows: list[Clock] = []
        self._faces: dict[int, Face] = {}

    def policy(self) -> ClockPolicy:
        """The policy that the rule named, or the one that fits the ticket as it is now."""
        return self._ticket.policy or self._policies.fitting(self._ticket.category, self._ticket.priority)

    def start_all(self, at: datetime) -> None:
        """The three clocks of a new ticket."""
        for kind, budget in budgets(self.policy()).items():
            self._new(at, kind, budget)

    def rebudget(self, at: datetime) -> dict[str, object]:
        """The budgets of the policy that fits after routing."""
        policy = self.policy()
        for clock in self.alive():
            if clock.round == 1:
                clock.budget_seconds, clock.policy = budgets(policy)[clock.kind], policy
                self._show(clock, at, returned=False)
                clock.original_due_at = clock.due_at or clock.original_due_at
        return {"policy": policy.pk, "version": policy.version}

    def act(self, effect: Effect, at: datetime, *, had_unit: bool) -> None:
        """What the life cycle's row says."""
        match effect:
            case Effect.START:
                self._start(at, had_unit=had_unit)
            case Effect.ACKNOWLEDGED:
                self._end(at, ClockKind.ACKNOWLEDGE, met=True)
            case Effect.CONTACTED:
                self._end(at, ClockKind.FIRST_CONTACT, met=True)
            case Effect.PAUSE:
                self._pause(at)
            case Effect.RESUME:
                self._resume(at)
            case Effect.RESOLVED:
                self._end(at, *ClockKind, met=True)
            case Effect.REDO:
                self._redo(at)
            case Effect.STOP:
                self._end(at, *ClockKind, met=False)
            case Effect.NONE:
                pass

    def wear(self, at: datetime) -> None:
        """Every living clock's face at the moment, and the most pressing one on the ticket."""
        returned = self._ticket.returned > 0
        faces = []
        for clock in self.alive():
            face = self._faces[clock.pk]
            stale = face.alarm_at is not None and face.alarm_at <= at
            if stale or returned:
                face = self._show(clock, at, returned=returned)
            faces.append(face)
        shown = sla.most_pressing(faces)
        self._ticket.lamp, self._ticket.due_at = shown.lamp, shown.due_at

    def alarm(self) -> datetime | None:
        """The next moment at which a face changes."""
        return min((clock.alarm_at for clock in self.alive() if clock.alarm_at), default=None)

    def extend(self, at: datetime, seconds: int) -> None:
        """More time to resolve."""
        clock = self.resolving()
        clock.budget_seconds += seconds
        clock.version += 1
        self._show(clock, at, returned=self._ticket.returned > 0)

    def resolving(self) -> Clock:
        """The living resolve clock."""
        return next(clock for clock in self.alive() if clock.kind == ClockKind.RESOLVE)

    def alive(self) -> list[Clock]:
        """Running and paused clocks."""
        return [clock for clock in self.rows if clock.state in ALIVE]

    def _reading(self, clock: Clock) -> Reading:
        return Reading(
            budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since
        )

    def _show(self, clock: Clock, at: datetime, *, returned: bool) -> Face:
        face = sla.face(self._calendar, self._reading(clock), at, returned=returned)
        clock.due_at, clock.lamp, clock.alarm_at = face.due_at, face.lamp, face.alarm_at
        clock.calendar_id, clock.calendar_version = self._calendar.id, self._calendar.version
        self._faces[clock.pk] = face
        return face

    def _new(self, at: datetime, kind: str, budget: int, round_: int = 1) -> None:
        clock = Clock(
            ticket=self._ticket,
            kind=kind,
            round=round_,
            policy=self.policy(),
            state=ClockState.RUNNING,
            budget_seconds=budget,
            started_at=at,
            running_since=at,
        )
        self._book.add(clock)
        face = self._show(clock, at, returned=False)
        assert face.due_at is not None
        clock.original_due_at = face.due_at
        self.rows.append(clock)

    def _end(self, at: datetime, *kinds: str, met: bool) -> None:
        for clock in self.alive():
            if clock.kind in kinds:
                late = clock.due_at is not None and at > clock.due_at
                kept = sla.paused(self._calendar, self._reading(clock), at)
                clock.state = ClockState.MISSED if late else ClockState.MET if met else ClockState.STOPPED
                clock.used_seconds, clock.running_since = kept.used, None
                clock.stopped_at, clock.alarm_at, clock.version = at, None, clock.version + 1
                clock.lamp = Lamp.RED if late else Lamp.NONE

    def _again(self, at: datetime, kind: str, budget: int) -> None:
        last = max((clock.round for clock in self.rows if clock.kind == kind), default=0)
        self._new(at, kind, budget, last + 1)

    def _start(self, at: datetime, *, had_unit: bool) -> None:
        waiting = [clock for clock in self.alive() if clock.kind == ClockKind.ACKNOWLEDGE]
        if waiting and not had_unit:
            return
        self._end(at, ClockKind.ACKNOWLEDGE, met=False)
        self._again(at, ClockKind.ACKNOWLEDGE, self.policy().acknowledge_seconds)

    def _pause(self, at: datetime) -> None:
        for clock in self.alive():
            kept = sla.paused(self._calendar, self._reading(clock), at)
            clock.used_seconds, clock.running_since, clock.state = kept.used, None, ClockState.PAUSED
            clock.version += 1
            self._show(clock, at, returned=False)

    def _resume(self, at: datetime) -> None:
        for clock in self.alive():
            clock.running_since, clock.state = at, ClockState.RUNNING
            clock.version += 1
            self._show(clock, at, returned=self._ticket.returned > 0)

    def _redo(self, at: datetime) -> None:
        first = next((clock for clock in self.rows if clock.kind == ClockKind.RESOLVE), None)
        policy = self.policy()
        budget = sla.redo_budget(first.budget_seconds if first else policy.resolve_seconds)
        self._again(at, ClockKind.RESOLVE, budget)
        self._again(at, ClockKind.ACKNOWLEDGE, policy.acknowledge_seconds)
