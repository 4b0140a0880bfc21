"""The zone's working calendar: weekly hours, and the statutory holidays and make-up days as published."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from grid.models import CalendarDay, CalendarVersion, WorkingCalendar
from grid.rules.calendar import WEEKDAYS
from grid.selectors import ZONE_CALENDAR

FIRST = date(2019, 1, 1)
PROVISIONAL_FROM = date(max(chinese_calendar.constants.holidays).year + 1, 1, 1)
"""The package knows the notices up to here; a newer package knows more."""
HOURS = [["08:30", "12:00"], ["13:30", "17:30"]]
FESTIVALS = {
    "New Year's Day": _("元旦"),
    "Spring Festival": _("春节"),
    "Tomb-sweeping Day": _("清明节"),
    "Labour Day": _("劳动节"),
    "Dragon Boat Festival": _("端午节"),
    "Mid-autumn Festival": _("中秋节"),
    "National Day": _("国庆节"),
}
FIXED = [
    ("01-01", "元旦"),
    *((f"05-0{n}", "劳动节") for n in (1, 2)),
    *((f"10-0{n}", "国庆节") for n in (1, 2, 3)),
]
"""Holidays whose date the law itself gives: they hold in years whose notice is not out yet."""
MAKE_UP = _("调休上班")


def ensure_calendar() -> int:
    """The calendar, once; published days it lacks are added, days somebody edited stay as they are."""
    calendar, made = WorkingCalendar.objects.get_or_create(
        code=ZONE_CALENDAR,
        defaults={
            "name": "开发区工作日历",
            "hours": {name: HOURS if index < 5 else [] for index, name in enumerate(WEEKDAYS)},
            "yearly": [{"day": day, "name": name} for day, name in FIXED],
            "provisional_from": PROVISIONAL_FROM,
        },
    )
    known = set(calendar.days.values_list("date", flat=True))
    added = CalendarDay.objects.bulk_create(
        CalendarDay(calendar=calendar, date=day, works=works, name=name)
        for day, works, name in _published()
        if day not in known
    )
    if added and not made:
        calendar.version += 1
        if calendar.provisional_from and calendar.provisional_from < PROVISIONAL_FROM:
            calendar.provisional_from = PROVISIONAL_FROM
        calendar.save(update_fields=["version", "provisional_from"])
        first_day = min(row.date for row in added)
        CalendarVersion.objects.create(
            calendar=calendar, version=calendar.version, first_day=first_day, at=timezone.now()
        )
    return len(added) + int(made)


def _published() -> list[tuple[date, bool, str]]:
    """Each dated day that the week's rule gets wrong, or that has a name."""
    found = []
    for offset in range((PROVISIONAL_FROM - FIRST).days):
        day = FIRST + timedelta(days=offset)
        off, festival = chinese_calendar.get_holiday_detail(day)
        if off and festival:
            found.append((day, False, FESTIVALS[festival]))
        elif not off and day.weekday() >= 5:
            found.append((day, True, MAKE_UP))
    return found
