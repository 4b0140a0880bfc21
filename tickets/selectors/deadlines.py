"""Why a deadline is when it is, for everybody who may see the ticket, the enterprise included."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from core.scope import Scope
from grid.models import WorkingCalendar
from grid.rules.calendar import Break, Calendar, between
from grid.rules.ledger import Entry, ledger
from grid.selectors import calendar_by_id
from tickets.models import Clock, Span, Ticket
from tickets.rules.lifecycle import TABLE, Effect

PAUSING = sorted({str(row.target) for row in TABLE.values() if row.effect is Effect.PAUSE})


def clock_ledger(ref: str, kind: str, scope: Scope, at: datetime) -> dict[str, Any]:
    """The newest clock of a kind with every stretch from its start to its deadline. Http404 when hidden or missing.

    While a clock is paused, and after it stopped without a deadline, the stretches end now, or at its stop. What
    was counted before by another calendar (the unit changed) is `carried_seconds`, and the stretches begin after it.
    """
    rows = Clock.objects.filter(ticket__in=Ticket.objects.visible_to(scope).filter(ref=ref), kind=kind)
    clock = rows.order_by("-round").first()
    if clock is None:
        raise Http404
    calendar = calendar_by_id(clock.calendar_id)
    pauses = pauses_of(clock, at)
    start, carried = _begins(clock, calendar, pauses)
    end = clock.due_at or clock.stopped_at or at
    entries = ledger(calendar, start, end, pauses)
    since = calendar.provisional_from
    return {
        "kind": clock.kind,
        "round": clock.round,
        "state": clock.state,
        "started_at": clock.started_at,
        "budget_seconds": clock.budget_seconds,
        "used_seconds": carried + between(calendar, start, min(at, clock.stopped_at or at), pauses),
        "carried_seconds": carried,
        "original_due_at": clock.original_due_at,
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "timezone": str(calendar.zone),
        "calendar": _name(clock),
        "calendar_version": clock.calendar_version,
        "day_seconds": calendar.day_seconds(),
        "provisional_from": since,
        "provisional": since is not None and end.astimezone(calendar.zone).date() >= since,
        "lines": [_line(entry, calendar) for entry in entries],
    }


def pauses_of(clock: Clock, at: datetime) -> list[Break]:
    """When the ticket stood in a state that pauses its clocks."""
    spans = Span.objects.filter(ticket_id=clock.ticket_id, state__in=PAUSING).values_list(
        "started_at", "ended_at"
    )
    return [(begun, ended or at) for begun, ended in spans if (ended or at) > clock.started_at]


def _begins(clock: Clock, calendar: Calendar, pauses: list[Break]) -> tuple[datetime, int]:
    """From where one calendar explains all of it: the clock's start, else its last resumption."""
    since = clock.running_since
    if since is None or between(calendar, clock.started_at, since, pauses) == clock.used_seconds:
        return clock.started_at, 0
    return since, clock.used_seconds


def _name(clock: Clock) -> str:
    name = WorkingCalendar.objects.filter(pk=clock.calendar_id or 0).values_list("name", flat=True).first()
    return name or ""


def _line(entry: Entry, calendar: Calendar) -> dict[str, Any]:
    return {
        "from": entry.start,
        "to": entry.end,
        "date": entry.start.astimezone(calendar.zone).date(),
        "seconds": entry.seconds,
        "counted": entry.counted,
        "kind": entry.why.value,
        "name": gettext(entry.name) if entry.name else "",
        "provisional": entry.provisional,
    }
