"""The zone's working calendar: weekly hours, and the statutory holidays and make-up days as published."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from django.utils.translation import gettext_noop as _

from grid.models import CalendarDay, WorkingCalendar
from grid.rules.calendar import WEEKDAYS
from grid.selectors import ZONE_CALENDAR

FIRST, PROVISIONAL_FROM = date(2019, 1, 1), date(2027, 1, 1)
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
MAKE_UP = _("调休上班")


def ensure_calendar() -> int:
    """The calendar, once; published days it lacks are added, days somebody edited stay as they are."""
    calendar, made = WorkingCalendar.objects.get_or_create(
        code=ZONE_CALENDAR,
        defaults={
            "name": "开发区工作日历",
            "hours": {name: HOURS if index < 5 else [] for index, name in enumerate(WEEKDAYS)},
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
        calendar.save(update_fields=["version"])
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
