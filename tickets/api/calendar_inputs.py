"""A change of a calendar as it comes in; every fault is named by its path."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from core.api.inputs import Input, Text
from core.fields import Fields
from core.refusals import InvalidField
from grid.actions.change_calendar import CalendarChange, DayChange
from grid.rules.calendar import WEEKDAYS
from grid.rules.notice import BadNotice, Notice, read_notice

REMEDIES = {
    "not_published": _("这份文件里还没有日期:国务院办公厅尚未公布这一年的安排。"),
    "twice": _("同一天出现了两次。"),
    "other_year": _("日期不在这一年前后。"),
    "unknown": _("没有这个字段。"),
    "invalid": _("内容不符合格式。"),
}


class DayInput(Input):
    date = s.DateField()
    works = s.BooleanField(allow_null=True)
    hours = s.JSONField(required=False, allow_null=True)
    name = Text(required=False, allow_blank=True, max_length=40)


class SeasonInput(Input):
    name = Text(required=False, allow_blank=True, max_length=40)
    first = Text(max_length=5)
    last = Text(max_length=5)
    hours = s.JSONField()


class YearlyInput(Input):
    day = Text(max_length=5)
    name = Text(required=False, allow_blank=True, max_length=40)


class CalendarChangeInput(Input):
    hours = s.JSONField(required=False)
    seasons = s.ListField(child=SeasonInput(), required=False, max_length=6)
    yearly = s.ListField(child=YearlyInput(), required=False, max_length=60)
    days = s.ListField(child=DayInput(), required=False, max_length=400)
    notice = s.JSONField(required=False)


def change_of(sent: dict[str, Any]) -> CalendarChange:
    """The change asked for. ValidationError that names every fault; InvalidField for a notice that cannot be taken."""
    fields = Fields()
    if "hours" in sent:
        check_week(sent["hours"], "hours", fields)
    for number, season in enumerate(sent.get("seasons", [])):
        for name in ("first", "last"):
            fields.yearly(season[name], f"seasons.{number}.{name}")
        check_week(season["hours"], f"seasons.{number}.hours", fields)
    for number, one in enumerate(sent.get("yearly", [])):
        fields.yearly(one["day"], f"yearly.{number}.day")
    for number, one in enumerate(sent.get("days", [])):
        if one.get("hours") is not None:
            fields.blocks(one["hours"], f"days.{number}.hours")
    if fields.faults:
        raise s.ValidationError(
            {fault.field: [s.ErrorDetail(fault.detail, code=fault.code)] for fault in fields.faults}
        )
    return CalendarChange(
        hours=sent.get("hours"),
        seasons=[{"name": "", **one} for one in sent["seasons"]] if "seasons" in sent else None,
        yearly=[{"name": "", **one} for one in sent["yearly"]] if "yearly" in sent else None,
        days=[
            DayChange(date=one["date"], works=one["works"], hours=one.get("hours"), name=one.get("name", ""))
            for one in sent.get("days", [])
        ],
        notice=_notice(sent["notice"]) if "notice" in sent else None,
    )


def check_week(value: Any, path: str, fields: Fields) -> None:
    """Weekly hours, Monday to Sunday; a weekday left out is a day off."""
    for name, blocks in fields.table(value, path, WEEKDAYS).items():
        fields.blocks(blocks, f"{path}.{name}")


def _notice(data: Any) -> Notice:
    try:
        return read_notice(data if isinstance(data, dict) else {})
    except BadNotice as bad:
        remedy = REMEDIES[bad.code]
        raise InvalidField(
            _("这份放假通知无法导入。"), field=f"notice.{bad.field}", remedy=remedy, reason=bad.code
        ) from bad
