"""The clocks of a locked ticket: start, pause, meet, miss and stop them, then read what the ticket wears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import CharField, Max, Q

from core.prepared import Given, Prepared
from grid.rules.calendar import Calendar
from tickets.models import Clock, ClockKind, ClockPolicy, ClockState, Ticket
from tickets.rules import sla
from tickets.rules.lifecycle import Effect
from tickets.rules.sla import Face, Reading

ALIVE = (ClockState.RUNNING, ClockState.PAUSED)
CODE = CharField(max_length=12)
_POLICIES = Prepared(
    lambda _: ClockPolicy.objects.filter(
        Q(category=None) | Q(category=Given("category", CODE)) | Q(category=Given("parent", CODE)),
        Q(priority="") | Q(priority=Given("priority", CODE)),
        active=True,
    )
)


def policy_for(ticket: Ticket) -> ClockPolicy:
    """The one its rule names; else the newest active one that fits best: category and priority, then category,
    then priority, then any."""
    if ticket.policy is not None:
        return ticket.policy
    category = ticket.category
    rows: list[ClockPolicy] = _POLICIES.rows(
        None, category=category.pk, parent=category.parent_id or "", priority=ticket.priority
    )
    return max(
        rows,
        key=lambda row: (
            row.category_id == category.pk,
            bool(row.category_id),
            bool(row.priority),
            row.version,
        ),
    )


def new_clocks(ticket: Ticket, calendar: Calendar, at: datetime) -> list[Clock]:
    """The three clocks of a ticket about to be saved, which wears the first of them."""
    policy = policy_for(ticket)
    budgets = {
        ClockKind.ACKNOWLEDGE: policy.acknowledge_seconds,
        ClockKind.FIRST_CONTACT: policy.first_contact_seconds,
        ClockKind.RESOLVE: policy.resolve_seconds,
    }
    clocks = [_new(ticket, calendar, at, kind, budget, policy) for kind, budget in budgets.items()]
    first = min(clocks, key=lambda clock: clock.original_due_at)
    ticket.lamp, ticket.due_at = first.lamp, first.due_at
    return clocks


def rebudget(ticket: Ticket, calendar: Calendar, at: datetime) -> dict[str, object]:
    """Give the living clocks the budgets of the policy that fits now; what they used stays used."""
    policy = policy_for(ticket)
    budgets = {
        ClockKind.ACKNOWLEDGE: policy.acknowledge_seconds,
        ClockKind.FIRST_CONTACT: policy.first_contact_seconds,
        ClockKind.RESOLVE: policy.resolve_seconds,
    }
    for clock in ticket.clocks.filter(state__in=ALIVE, round=1):
        clock.budget_seconds, clock.policy = budgets[ClockKind(clock.kind)], policy
        _wear(clock, calendar, at, returned=False)
        clock.original_due_at = clock.due_at or clock.original_due_at
        clock.save()
    return {"policy": policy.pk, "version": policy.version}


def act(ticket: Ticket, effect: Effect, calendar: Calendar, at: datetime) -> None:
    """Do to the clocks what the life cycle's row says."""
    _EFFECTS[effect](ticket, calendar, at)


def wear(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    """Bring every living clock's face up to the moment, and put the most pressing one on the ticket."""
    faces: list[Face] = []
    for clock in ticket.clocks.filter(state__in=ALIVE):
        faces.append(_wear(clock, calendar, at, returned=ticket.returned > 0))
        clock.save(update_fields=["due_at", "lamp", "alarm_at", "calendar", "calendar_version"])
    shown = sla.most_pressing(faces)
    ticket.lamp, ticket.due_at = shown.lamp, shown.due_at


def extend(ticket: Ticket, calendar: Calendar, at: datetime, seconds: int) -> Clock:
    """Add working seconds to the resolve clock; its original due time stays beside the new one."""
    clock = ticket.clocks.filter(kind=ClockKind.RESOLVE, state__in=ALIVE).get()
    clock.budget_seconds += seconds
    clock.version += 1
    _wear(clock, calendar, at, returned=ticket.returned > 0)
    clock.save()
    return clock


def _reading(clock: Clock) -> Reading:
    return Reading(budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since)


def _wear(clock: Clock, calendar: Calendar, at: datetime, *, returned: bool) -> Face:
    shown = sla.face(calendar, _reading(clock), at, returned=returned)
    clock.due_at, clock.lamp, clock.alarm_at = shown.due_at, shown.lamp, shown.alarm_at
    clock.calendar_id, clock.calendar_version = calendar.id, calendar.version
    return shown


def change_hours(ticket: Ticket, old: Calendar, new: Calendar, at: datetime) -> None:
    """The ticket goes to a unit with another calendar: what ran is kept as it was counted, the rest runs by the new."""
    for clock in ticket.clocks.filter(state=ClockState.RUNNING):
        kept = sla.resumed(sla.paused(old, _reading(clock), at), at)
        clock.used_seconds, clock.running_since = kept.used, kept.running_since
        _wear(clock, new, at, returned=ticket.returned > 0)
        clock.save()


def _new(
    ticket: Ticket,
    calendar: Calendar,
    at: datetime,
    kind: str,
    budget: int,
    policy: ClockPolicy | None,
    round_: int = 1,
) -> Clock:
    shown = sla.face(calendar, sla.started(budget, at), at)
    assert shown.due_at is not None
    return Clock(
        ticket=ticket,
        kind=kind,
        round=round_,
        policy=policy,
        budget_seconds=budget,
        started_at=at,
        running_since=at,
        due_at=shown.due_at,
        original_due_at=shown.due_at,
        alarm_at=shown.alarm_at,
        lamp=shown.lamp,
        calendar_id=calendar.id,
        calendar_version=calendar.version,
    )


def _end(clock: Clock, calendar: Calendar, at: datetime, *, met: bool) -> None:
    """Stop a clock for good. Late is late, also when it is met before anyone looked."""
    late = clock.due_at is not None and at > clock.due_at
    kept = sla.paused(calendar, _reading(clock), at)
    clock.state = ClockState.MISSED if late else ClockState.MET if met else ClockState.STOPPED
    clock.used_seconds, clock.running_since = kept.used, None
    clock.stopped_at, clock.alarm_at, clock.version = at, None, clock.version + 1
    clock.lamp = sla.Lamp.RED if late else sla.Lamp.NONE
    clock.save()


def _alive(ticket: Ticket, *kinds: str) -> list[Clock]:
    rows = ticket.clocks.filter(state__in=ALIVE)
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def _again(ticket: Ticket, calendar: Calendar, at: datetime, kind: str, budget: int) -> None:
    last = ticket.clocks.filter(kind=kind).aggregate(last=Max("round"))["last"] or 0
    _new(ticket, calendar, at, kind, budget, policy_for(ticket), last + 1).save()


def _start(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    """A new holder has its own time to acknowledge, the first one what is left of the promise; resolving goes on."""
    waiting = _alive(ticket, ClockKind.ACKNOWLEDGE)
    if waiting and not ticket.spans.filter(unit__isnull=False).exists():
        return
    for clock in waiting:
        _end(clock, calendar, at, met=False)
    _again(ticket, calendar, at, ClockKind.ACKNOWLEDGE, policy_for(ticket).acknowledge_seconds)


def _meet(*kinds: str) -> Callable[[Ticket, Calendar, datetime], None]:
    def meet(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
        for clock in _alive(ticket, *kinds):
            _end(clock, calendar, at, met=True)

    return meet


def _pause(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    for clock in _alive(ticket):
        kept = sla.paused(calendar, _reading(clock), at)
        clock.used_seconds, clock.running_since, clock.state = kept.used, None, ClockState.PAUSED
        clock.due_at, clock.alarm_at, clock.lamp = None, None, sla.Lamp.GREY
        clock.version += 1
        clock.save()


def _resume(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    for clock in _alive(ticket):
        clock.running_since, clock.state = at, ClockState.RUNNING
        clock.version += 1
        _wear(clock, calendar, at, returned=ticket.returned > 0)
        clock.save()


def _redo(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    """A redo is a new promise with half the time, and a new acknowledgement."""
    first = ticket.clocks.filter(kind=ClockKind.RESOLVE).order_by("round").first()
    policy = policy_for(ticket)
    budget = sla.redo_budget(first.budget_seconds if first else policy.resolve_seconds)
    _again(ticket, calendar, at, ClockKind.RESOLVE, budget)
    _again(ticket, calendar, at, ClockKind.ACKNOWLEDGE, policy.acknowledge_seconds)


def _stop(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    for clock in _alive(ticket):
        _end(clock, calendar, at, met=False)


def _nothing(ticket: Ticket, calendar: Calendar, at: datetime) -> None:
    pass


_EFFECTS: dict[Effect, Callable[[Ticket, Calendar, datetime], None]] = {
    Effect.NONE: _nothing,
    Effect.START: _start,
    Effect.ACKNOWLEDGED: _meet(ClockKind.ACKNOWLEDGE),
    Effect.CONTACTED: _meet(ClockKind.FIRST_CONTACT),
    Effect.PAUSE: _pause,
    Effect.RESUME: _resume,
    Effect.RESOLVED: _meet(),
    Effect.REDO: _redo,
    Effect.STOP: _stop,
}
