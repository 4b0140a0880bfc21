"""The clocks of one ticket in memory: what each change does to them, and what they then show.

Whoever owns the rows says where new and changed ones go: an action saves them, a sweep writes hundreds at once,
the demo world copies them in. A row's lamp and due time hold until its alarm, so nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from grid.rules.calendar import Calendar, add
from tickets.actions._keeping import Keeper, Resting
from tickets.models import DUTIES, PROMISES, Clock, ClockKind, ClockPolicy, ClockState, Pause, Ticket
from tickets.rules import ladder, sla
from tickets.rules.changes import EFFECTS, Does
from tickets.rules.lifecycle import Effect, State
from tickets.rules.sla import Face, Lamp, Reading
from tickets.selectors.promises import Promises, budgets, rungs_of

ALIVE = frozenset({ClockState.RUNNING, ClockState.PAUSED})
RED = Lamp.RED


class Clocks:
    """All clocks of a ticket and its present rest. Every change ends with `wear`."""

    def __init__(
        self,
        ticket: Ticket,
        rows: Iterable[Clock],
        pause: Pause | None,
        *,
        calendar: Calendar,
        promises: Promises,
        keeper: Keeper,
    ) -> None:
        self.rows, self.pause = list(rows), pause
        self._ticket, self._calendar = ticket, calendar
        self._promises, self._keeper = promises, keeper

    # What is there

    @property
    def calendar(self) -> Calendar:
        """The hours they run by: those of the unit that holds the ticket."""
        return self._calendar

    def policy(self) -> ClockPolicy:
        """The policy of the ticket as it is now."""
        return self._promises.policy(self._ticket)

    def alive(self, *kinds: str) -> list[Clock]:
        """Running and resting clocks, of some kinds or of all."""
        return [row for row in self.rows if row.state in ALIVE and (not kinds or row.kind in kinds)]

    def resolving(self) -> Clock | None:
        """The living promise to resolve."""
        return next(iter(self.alive(ClockKind.RESOLVE)), None)

    def alarm(self) -> datetime | None:
        """The next moment at which anything changes."""
        return min((row.alarm_at for row in self.rows if row.alarm_at is not None), default=None)

    # What changes them

    def start_all(self, at: datetime) -> None:
        """The promises of a new ticket."""
        policy = self.policy()
        for kind in PROMISES:
            self._new(at, kind, self._budget(policy, kind, at), policy)

    def rebudget(self, at: datetime) -> dict[str, object]:
        """The budgets of the policy that fits now, counted from when each clock began; what was used stays used."""
        policy = self.policy()
        for clock in self.alive(*PROMISES):
            if clock.round == 1 and clock.policy_id != policy.pk:
                self.adopt(clock, at, policy)
        return {"policy": policy.pk, "version": policy.version}

    def adopt(self, clock: Clock, at: datetime, policy: ClockPolicy) -> None:
        """A promise moved to another policy, as if it had been given under it from the beginning."""
        clock.policy, clock.ladder_id = policy, self._ladder_of(policy, clock.kind)
        self.give(clock, at, self._budget(policy, clock.kind, clock.started_at))
        clock.original_due_at = clock.due_at or clock.original_due_at

    def give(self, clock: Clock, at: datetime, budget: int) -> None:
        """A new budget under a new version, for which the rungs above the present one fire anew."""
        clock.budget_seconds, clock.version = budget, clock.version + 1
        if clock.kind == ClockKind.RESOLVE:
            clock.rung = self._ticket.rung
        self._show(clock, at)

    def act(
        self, effect: Effect, at: datetime, *, had_unit: bool = True, resting: Resting | None = None
    ) -> None:
        """Do what the row of the change says."""
        change = EFFECTS[effect]
        if effect is Effect.PAUSE:
            self._rest(at, resting)
        elif effect in (Effect.RESUME, Effect.STOP):
            self._rise(at)
        if change.acknowledge is not Does.BEGINS_ANEW or had_unit or not self.alive(ClockKind.ACKNOWLEDGE):
            self._do(change.acknowledge, at, ClockKind.ACKNOWLEDGE)
        self._do(change.first_contact, at, ClockKind.FIRST_CONTACT)
        self._do(change.resolve, at, ClockKind.RESOLVE)
        self._do(change.stage, at, ClockKind.STAGE)
        self._do(change.duties, at, *DUTIES)

    def change_hours(self, calendar: Calendar, at: datetime) -> None:
        """The ticket goes to a unit with another calendar: what ran is kept as counted, the rest runs by the new."""
        before, self._calendar = self._calendar, calendar
        for clock in self.alive():
            kept = sla.paused(before, _reading(clock), at)
            clock.used_seconds = kept.used
            clock.running_since = clock.running_since and at
            self._show(clock, at)

    def told(self, at: datetime) -> None:
        """The enterprise has heard something: the time to the next stage reply begins anew."""
        for clock in self.alive(ClockKind.STAGE):
            self.end(clock, at, met=True)
            self.new_duty(at, ClockKind.STAGE, clock.budget_seconds)

    def new_duty(self, at: datetime, kind: str, seconds: int) -> Clock:
        """A clock among those who serve: it does not warn, and the ticket does not wear it."""
        return self._new(at, kind, seconds, None)

    def end(self, clock: Clock, at: datetime, *, met: bool) -> None:
        """Stop a clock for good. Late is late, also when it is met before anyone looked."""
        kept = sla.paused(self._calendar, _reading(clock), at)
        late = kept.used > clock.budget_seconds or (clock.due_at is not None and at > clock.due_at)
        clock.state = ClockState.MISSED if late else ClockState.MET if met else ClockState.STOPPED
        clock.late_seconds = max(kept.used - clock.budget_seconds, 0) if late else 0
        clock.used_seconds, clock.running_since = kept.used, None
        clock.stopped_at, clock.alarm_at = at, None
        clock.lamp = Lamp.RED if late else Lamp.NONE
        self._keeper.change(clock)

    # What they show

    def wear(self, at: datetime) -> None:
        """Every promise's face at the moment, and the most pressing one on the ticket."""
        returned = self._ticket.returned > 0
        for clock in self.alive(*PROMISES):
            stale = clock.alarm_at is not None and clock.alarm_at <= at
            if stale or (returned and clock.lamp in (Lamp.GREEN, Lamp.BLUE)):
                self._show(clock, at)
        shown = sla.most_pressing(
            [Face(due_at=row.due_at, lamp=Lamp(row.lamp), alarm_at=None) for row in self.alive(*PROMISES)]
        )
        self._ticket.lamp, self._ticket.due_at = shown.lamp, shown.due_at

    def show(self, clock: Clock, at: datetime) -> None:
        """A clock's face and alarm after something beside it changed: a rung was fired."""
        self._show(clock, at)

    def missed_duties(self, at: datetime) -> list[Clock]:
        """Duties whose time is up and of which nobody has yet been told, first due first."""
        found = [
            row
            for row in self.alive(ClockKind.STAGE, *DUTIES)
            if row.due_at is not None and row.due_at <= at and row.lamp != Lamp.RED
        ]
        return sorted(found, key=lambda row: (row.due_at, row.kind))

    def near_due(self, clock: Clock, at: datetime) -> bool:
        """Whether a running promise has little time left and is not late."""
        return sla.is_near(self._calendar, _reading(clock), at)

    def rung_due(self) -> tuple[int, datetime] | None:
        """The next rung of the promise to resolve and when it falls due; None at the top and while it rests."""
        clock = self.resolving()
        if clock is None:
            return None
        rungs = rungs_of(clock.ladder_id)
        following = ladder.next_rung(rungs, clock.rung)
        if following is None:
            return None
        moment = ladder.due_of(self._calendar, rungs, _reading(clock), following.level)
        return None if moment is None else (following.level, moment)

    def _show(self, clock: Clock, at: datetime) -> None:
        promise = clock.kind in PROMISES
        shown = sla.face(
            self._calendar,
            _reading(clock),
            at,
            returned=promise and self._ticket.returned > 0,
            warns=promise,
        )
        clock.due_at, clock.lamp, clock.alarm_at = shown.due_at, shown.lamp, shown.alarm_at
        clock.calendar_id, clock.calendar_version = self._calendar.id, self._calendar.version
        if clock.state == ClockState.PAUSED and self.pause is not None:
            clock.alarm_at = self.pause.limit_at
        elif clock.kind == ClockKind.RESOLVE and (rung := self.rung_due()) is not None:
            clock.alarm_at = min(rung[1], clock.alarm_at or rung[1])
        self._keeper.change(clock)

    # The steps of the table

    def _do(self, does: Does, at: datetime, *kinds: str) -> None:
        if does is Does.BEGINS_ANEW:
            for clock in self.alive(*kinds):
                self.end(clock, at, met=False)
            self._again(at, kinds[0])
        elif does is Does.BEGINS:
            self._begin_stage(at)
        elif does is not Does.GOES_ON:
            for clock in self.alive(*kinds):
                _STEPS[does](self, clock, at)

    def _rest_one(self, clock: Clock, at: datetime) -> None:
        kept = sla.paused(self._calendar, _reading(clock), at)
        clock.used_seconds, clock.running_since, clock.state = kept.used, None, ClockState.PAUSED
        self._show(clock, at)

    def _run_again(self, clock: Clock, at: datetime) -> None:
        clock.running_since, clock.state = at, ClockState.RUNNING
        self._show(clock, at)

    def _again(self, at: datetime, kind: str) -> None:
        policy = self.policy()
        budget = self._budget(policy, kind, at)
        if kind == ClockKind.RESOLVE:
            first = next((row for row in self.rows if row.kind == kind), None)
            budget = sla.redo_budget(first.budget_seconds if first else budget)
        self._new(at, kind, budget, policy)

    def _begin_stage(self, at: datetime) -> None:
        seconds, promise = self.policy().stage_seconds, self.resolving()
        long = promise is not None and promise.budget_seconds > seconds
        if seconds and not self.alive(ClockKind.STAGE) and (long or self._ticket.state == State.ON_HOLD):
            self.new_duty(at, ClockKind.STAGE, seconds)

    def _rest(self, at: datetime, resting: Resting | None) -> None:
        wanted = resting or Resting(reason="enterprise", text="")
        days = self._promises.limit_days(wanted.reason)
        limit = None
        if wanted.review_on is not None:
            midnight = datetime.combine(wanted.review_on, time.min, self._calendar.zone)
            limit = add(self._calendar, midnight, 1) - timedelta(seconds=1)
        elif days:
            budget = sla.budget_of(self._calendar, at, seconds=0, days=days)
            limit = add(self._calendar, at, budget)
        self.pause = Pause(
            ticket=self._ticket, reason_id=wanted.reason, text=wanted.text, started_at=at, limit_at=limit
        )
        self._keeper.add(self.pause)

    def _rise(self, at: datetime) -> None:
        if self.pause is not None:
            self.pause.ended_at = at
            self._keeper.change(self.pause)
            self.pause = None

    # New rows

    def _budget(self, policy: ClockPolicy, kind: str, at: datetime) -> int:
        days = policy.resolve_days if kind == ClockKind.RESOLVE else None
        return sla.budget_of(self._calendar, at, seconds=budgets(policy)[kind], days=days)

    def _ladder_of(self, policy: ClockPolicy | None, kind: str) -> int | None:
        return self._promises.ladder(policy) if policy is not None and kind == ClockKind.RESOLVE else None

    def _new(self, at: datetime, kind: str, budget: int, policy: ClockPolicy | None) -> Clock:
        same = [row for row in self.rows if row.kind == kind]
        clock = Clock(
            ticket=self._ticket,
            kind=kind,
            round=max((row.round for row in same), default=0) + 1,
            version=max((row.version for row in same), default=0) + 1,
            policy=policy,
            ladder_id=self._ladder_of(policy, kind),
            state=ClockState.RUNNING,
            budget_seconds=budget,
            started_at=at,
            running_since=at,
        )
        self.rows.append(clock)
        self._keeper.add(clock)
        self._show(clock, at)
        assert clock.due_at is not None
        clock.original_due_at = clock.due_at
        return clock


def _reading(clock: Clock) -> Reading:
    return Reading(budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since)


_STEPS: dict[Does, Callable[[Clocks, Clock, datetime], None]] = {
    Does.RESTS: lambda clocks, clock, at: clocks._rest_one(clock, at),  # noqa: SLF001
    Does.RUNS_AGAIN: lambda clocks, clock, at: clocks._run_again(clock, at),  # noqa: SLF001
    Does.IS_MET: lambda clocks, clock, at: clocks.end(clock, at, met=True),
    Does.STOPS: lambda clocks, clock, at: clocks.end(clock, at, met=False),
}
