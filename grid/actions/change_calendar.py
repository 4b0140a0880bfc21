"""Changing a calendar from its editor: hours, seasons, days of every year, single days, a year's notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from core.refusals import Stale
from enterprises.actions.edit_reference import edit_reference
from grid.actions._keeper import ask_keeper
from grid.actions.edit_calendar import new_version
from grid.models import CalendarDay, WorkingCalendar
from grid.rules.notice import Notice

MAKE_UP = gettext_noop("调休上班")


@dataclass(frozen=True, kw_only=True)
class DayChange:
    """One date: off (`works` False), working (hours None: as on a Monday), or `works` None: as the week has it."""

    date: date
    works: bool | None
    hours: list[list[str]] | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarChange:
    """What is asked for; None leaves a part as it is."""

    hours: dict[str, Any] | None = None
    seasons: list[dict[str, Any]] | None = None
    yearly: list[dict[str, str]] | None = None
    days: Sequence[DayChange] = field(default_factory=tuple)
    notice: Notice | None = None


@transaction.atomic
def change_calendar(
    *, actor: User, at: datetime, code: str, version: int, change: CalendarChange
) -> WorkingCalendar:
    """The calendar under its next version. Http404, Stale when it has moved on, NotAllowed for others than keepers."""
    calendar = WorkingCalendar.objects.select_for_update().filter(code=code).first()
    if calendar is None:
        raise Http404
    if calendar.version != version:
        raise Stale(_("日历刚刚被别人修改。"), remedy=_("请刷新后再改。"))

    ask_keeper(actor, unit_id=None, on=at.date())

    fields = _weekly(calendar, change)
    touched = _dated(calendar, change)
    fields += ["days"] if touched else []
    weekly = set(fields) - {"days", "provisional_from"}
    edit_reference(actor=actor, at=at, row=calendar, fields=fields)

    first_day = None if weekly else min(touched, default=at.date())
    new_version(actor=actor, at=at, calendar=calendar, first_day=first_day)
    return calendar


def _weekly(calendar: WorkingCalendar, change: CalendarChange) -> list[str]:
    """Set what recurs; the names of the fields that were asked for."""
    fields = []
    for name in ("hours", "seasons", "yearly"):
        if (wanted := getattr(change, name)) is not None:
            setattr(calendar, name, wanted)
            fields.append(name)
    notice = change.notice
    if notice and calendar.provisional_from and calendar.provisional_from.year <= notice.year:
        calendar.provisional_from = date(notice.year + 1, 1, 1)
        fields.append("provisional_from")
    return fields


def _dated(calendar: WorkingCalendar, change: CalendarChange) -> list[date]:
    """Write single days and the notice's; the dates touched. A notice leaves days set by hand alone."""
    touched: list[date] = []
    if (notice := change.notice) is not None:
        by_hand = set(calendar.days.filter(by_hand=True).values_list("date", flat=True))
        listed = {day for day, *_rest in notice.days}
        gone = calendar.days.filter(date__year=notice.year, by_hand=False).exclude(date__in=listed)
        # Days of other years' notices that reach into this one (31 December) were listed by their own.
        touched += gone.values_list("date", flat=True)
        gone.delete()
        # The whole year stops being provisional, also where no day of it changes.
        touched.append(date(notice.year, 1, 1))
        touched += _upsert(
            calendar, [_noticed(*one) for one in notice.days if one[0] not in by_hand], by_hand=False
        )
    calendar.days.filter(date__in=[day.date for day in change.days if day.works is None]).delete()
    touched += [day.date for day in change.days if day.works is None]
    return touched + _upsert(calendar, [day for day in change.days if day.works is not None], by_hand=True)


def _noticed(day: date, works: bool, name: str) -> DayChange:
    return DayChange(date=day, works=works, name=MAKE_UP if works else name)


def _upsert(calendar: WorkingCalendar, days: Iterable[DayChange], *, by_hand: bool) -> list[date]:
    rows = [
        CalendarDay(
            calendar=calendar,
            date=day.date,
            works=bool(day.works),
            hours=day.hours,
            name=day.name,
            by_hand=by_hand,
        )
        for day in days
    ]
    CalendarDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["calendar", "date"],
        update_fields=["works", "hours", "name", "by_hand"],
    )
    return [row.date for row in rows]
