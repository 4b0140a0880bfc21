"""What a change of a calendar would do to running deadlines, before anybody is bound by it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from grid.actions.change_calendar import CalendarChange, change_calendar
from grid.models import CalendarVersion, WorkingCalendar
from grid.rules.calendar import Calendar, NoWorkingTime, add
from grid.selectors import ZONE_CALENDAR, compose_calendar
from tickets.models import Clock, ClockState, Ticket

SHOWN = 100


def preview_calendar(
    *, actor: User, at: datetime, code: str, version: int, change: CalendarChange
) -> dict[str, Any]:
    """The change made and taken back, then every running deadline under both calendars. Refuses as the change does."""
    with transaction.atomic():
        row = change_calendar(actor=actor, at=at, code=code, version=version, change=change)
        new = compose_calendar(row)
        first_day = CalendarVersion.objects.get(calendar=row, version=row.version).first_day
        transaction.set_rollback(True)
    old = compose_calendar(WorkingCalendar.objects.get(code=code))
    return {"days": _days(old, new), **_moves(row, old, new, first_day)}


def _moves(row: WorkingCalendar, old: Calendar, new: Calendar, first_day: date | None) -> dict[str, Any]:
    clocks = Clock.objects.filter(state=ClockState.RUNNING).filter(
        Q(calendar=row) | (Q(calendar=None) if row.code == ZONE_CALENDAR else Q(pk__in=[]))
    )
    if first_day is not None:
        clocks = clocks.filter(due_at__gte=datetime.combine(first_day, time(0), old.zone))
    later = earlier = checked = 0
    by_kind, tickets, shown = Counter[str](), set[int](), list[dict[str, Any]]()
    columns = ("ticket_id", "kind", "running_since", "budget_seconds", "used_seconds", "due_at")
    for ticket_id, kind, since, budget, used, due in (
        clocks.order_by("due_at").values_list(*columns).iterator(5000)
    ):
        checked += 1
        try:
            would = add(new, since, budget - used) if budget > used else since
        except NoWorkingTime:
            would = None
        if would == due:
            continue
        later, earlier = later + (would is None or would > due), earlier + (would is not None and would < due)
        by_kind[kind] += 1
        tickets.add(ticket_id)
        if len(shown) < SHOWN:
            shown.append({"ticket_id": ticket_id, "kind": kind, "was_due_at": due, "due_at": would})
    return {
        "checked": checked,
        "moved": later + earlier,
        "tickets": len(tickets),
        "later": later,
        "earlier": earlier,
        "by_kind": dict(by_kind),
        "items": _named(shown),
    }


def _named(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = Ticket.objects.filter(id__in=[one["ticket_id"] for one in shown]).values(
        "id", "ref", "title", firm=F("enterprise__short_name")
    )
    named = {row.pop("id"): row for row in rows}
    return [{**named[one.pop("ticket_id")], **one} for one in shown]


def _days(old: Calendar, new: Calendar) -> list[dict[str, Any]]:
    """Dated days whose hours change, or that stop being provisional."""
    known = sorted({*old.days, *new.days})
    today = timezone.localdate()
    return [
        {
            "date": day,
            "name": new.names.get(day) or old.names.get(day, ""),
            "worked": old.is_working(day),
            "works": new.is_working(day),
            "past": day < today,
        }
        for day in known
        if old.hours_on(day) != new.hours_on(day)
    ]
