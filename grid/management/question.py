"""A question about a deadline: a calendar, a start, and a budget, a number of days or an end (docs/deadline.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.fields import Fields, join
from grid.rules.calendar import WEEKDAYS, Break, Calendar, NoWorkingTime, add, between
from grid.rules.ledger import Entry, ledger
from grid.rules.workdays import add_days

CALENDAR = ("tz", "hours", "holidays", "yearly_holidays", "overrides")
BUDGETS = ("seconds", "working_days", "end")
KEYS = ("calendar", "start", *BUDGETS, "end_of_day", "breaks")
MOST_YEARS = 400


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Due, or the working seconds to a given end; and how it comes about."""

    calendar: Calendar
    due: datetime | None
    elapsed_seconds: int | None
    entries: list[Entry]


def answer(asked: Any, path: str, fields: Fields) -> Answer | None:
    """The answer to one question; None when `fields` has kept faults of it."""
    before = len(fields.faults)
    given = fields.table(asked, path, KEYS, ("calendar", "start"))
    calendar = (
        _calendar(given.get("calendar"), join(path, "calendar"), fields) if "calendar" in given else None
    )
    zone = calendar.zone if calendar else ZoneInfo("UTC")
    start = fields.moment(given["start"], join(path, "start"), zone) if "start" in given else None
    breaks = _breaks(given.get("breaks", []), join(path, "breaks"), zone, fields)
    budget = _budget(given, path, fields)
    if calendar is None or start is None or budget is None or len(fields.faults) > before:
        return None
    if budget == "end":
        return _elapsed(given["end"], join(path, "end"), calendar, start, breaks, fields)
    number = fields.whole(given[budget], join(path, budget))
    end_of_day = fields.truth(given.get("end_of_day", False), join(path, "end_of_day"))
    if number is None or len(fields.faults) > before:
        return None
    try:
        if budget == "seconds":
            due = add(calendar, start, number, breaks)
        else:
            days = min(number, MOST_YEARS * 366)
            due = add_days(calendar, start, days, end_of_day=end_of_day, breaks=breaks)
        if due.year - start.year > MOST_YEARS:
            raise NoWorkingTime
    except (NoWorkingTime, OverflowError):
        text = _("这个日历在 %(years)d 年内没有这么多工作时间。") % {"years": MOST_YEARS}
        fields.fault(join(path, budget), "no_working_time", text)
        return None
    return Answer(
        calendar=calendar, due=due, elapsed_seconds=None, entries=ledger(calendar, start, due, breaks)
    )


def _elapsed(
    value: Any, path: str, calendar: Calendar, start: datetime, breaks: list[Break], fields: Fields
) -> Answer | None:
    end = fields.moment(value, path, calendar.zone)
    if end is None:
        return None
    if end < start:
        fields.fault(path, "reversed", _("结束早于开始。"))
        return None
    if end.year - start.year > MOST_YEARS:
        fields.fault(path, "too_far", _("起止相隔超过 %(years)d 年。") % {"years": MOST_YEARS})
        return None
    elapsed = between(calendar, start, end, breaks)
    return Answer(
        calendar=calendar, due=None, elapsed_seconds=elapsed, entries=ledger(calendar, start, end, breaks)
    )


def _budget(given: dict[str, Any], path: str, fields: Fields) -> str | None:
    """Which of the three was asked for."""
    named = [name for name in BUDGETS if name in given]
    if len(named) != 1:
        text = _("seconds、working_days、end 三者须有且只有一个。")
        fields.fault(join(path, named[1] if named else BUDGETS[0]), "one_of", text)
        return None
    if "end_of_day" in given and named != ["working_days"]:
        fields.fault(join(path, "end_of_day"), "only_with_days", _("end_of_day 只与 working_days 一起使用。"))
        return None
    return named[0]


def _breaks(value: Any, path: str, zone: ZoneInfo, fields: Fields) -> list[Break]:
    found: list[Break] = []
    for place, one in fields.rows(value, path):
        if (pair := fields.pair(one, place)) is None:
            continue
        begins, ends = (fields.moment(text, join(place, str(side)), zone) for side, text in enumerate(pair))
        if begins is None or ends is None:
            continue
        if ends < begins:
            fields.fault(place, "reversed", _("结束早于开始。"))
        found.append((begins, ends))
    return found


def _calendar(value: Any, path: str, fields: Fields) -> Calendar | None:
    given = fields.table(value, path, CALENDAR, ("tz", "hours"))
    zone = fields.zone(given["tz"], join(path, "tz")) if "tz" in given else None
    at = join(path, "hours")
    hours = fields.table(given.get("hours", {}), at, WEEKDAYS)
    week = tuple(fields.blocks(hours.get(name, []), join(at, name)) for name in WEEKDAYS)
    holidays = [
        fields.day(one, place)
        for place, one in fields.rows(given.get("holidays", []), join(path, "holidays"))
    ]
    at = join(path, "yearly_holidays")
    yearly = [fields.yearly(one, place) for place, one in fields.rows(given.get("yearly_holidays", []), at)]
    at = join(path, "overrides")
    dated = fields.table(given.get("overrides", {}), at)
    days: dict[date, Any] = {}
    for text, blocks in dated.items():
        day, hours_of_day = fields.day(text, join(at, text)), fields.blocks(blocks, join(at, text))
        if day is not None:
            days[day] = hours_of_day
    if zone is None:
        return None
    return Calendar(
        zone=zone,
        week=week,  # type: ignore[arg-type]
        days=days,
        holidays={day: "" for day in holidays if day},
        yearly={day: "" for day in yearly if day},
    )
