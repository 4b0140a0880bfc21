"""Reading JSON that strangers wrote: every fault is kept with its field path, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2999
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
Block = tuple[time, time]


@dataclass(frozen=True)
class Fault:
    """One thing to correct: where ("1.calendar.hours.mon.0"), a code, and the words."""

    field: str
    code: str
    detail: str


@dataclass
class Fields:
    """Takes values apart; what cannot be taken becomes a fault and None."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: str, code: str, detail: str) -> None:
        """Keep a fault."""
        self.faults.append(Fault(path, code, detail))

    def table(
        self, value: Any, path: str, known: Collection[str] = (), needed: Collection[str] = ()
    ) -> dict[str, Any]:
        """An object; with `known`, other keys are refused by name."""
        if not isinstance(value, dict):
            self.fault(path, "type", _("这里应是一个对象。"))
            return {}
        for name in value:
            if known and name not in known:
                self.fault(
                    join(path, name),
                    "unknown",
                    _("没有这个字段,可用的有:%(known)s。") % {"known": ", ".join(known)},
                )
        for name in needed:
            if name not in value:
                self.fault(join(path, name), "required", _("缺少这个字段。"))
        return {name: found for name, found in value.items() if not known or name in known}

    def rows(self, value: Any, path: str) -> list[tuple[str, Any]]:
        """A list, each element with its path."""
        if not isinstance(value, list):
            self.fault(path, "type", _("这里应是一个列表。"))
            return []
        return [(join(path, str(number)), one) for number, one in enumerate(value)]

    def pair(self, value: Any, path: str) -> tuple[Any, Any] | None:
        """A list of two."""
        if not isinstance(value, list) or len(value) != 2:
            self.fault(path, "type", _("这里应是两个值的列表:[起, 止]。"))
            return None
        return value[0], value[1]

    def whole(self, value: Any, path: str) -> int | None:
        """A whole number, zero or more; 60.0 is one too."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(path, "type", _("这里应是整数。"))
            return None
        if value < 0:
            self.fault(path, "negative", _("不能是负数。"))
            return None
        return value

    def truth(self, value: Any, path: str) -> bool:
        """true or false."""
        if not isinstance(value, bool):
            self.fault(path, "type", _("这里应是 true 或 false。"))
        return value is True

    def zone(self, value: Any, path: str) -> ZoneInfo | None:
        """A time zone of the IANA database."""
        try:
            if isinstance(value, str) and value:
                return ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            pass
        self.fault(path, "zone", _("没有这个时区,应如 Asia/Shanghai。"))
        return None

    def day(self, value: Any, path: str) -> date | None:
        """A date, 2026-10-01."""
        try:
            if isinstance(value, str) and DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(path, "date", _("没有这一天,日期应如 2026-10-01。"))
        return None

    def yearly(self, value: Any, path: str) -> tuple[int, int] | None:
        """A day of every year, 12-24; 02-29 is one."""
        try:
            if isinstance(value, str) and DATE.fullmatch(f"2024-{value}"):
                found = date.fromisoformat(f"2024-{value}")
                return found.month, found.day
        except ValueError:
            pass
        self.fault(path, "date", _("没有这一天,每年的日期应如 12-24。"))
        return None

    def blocks(self, value: Any, path: str) -> tuple[Block, ...]:
        """Blocks of a day in order: none reversed or empty, none over another; 24:00 ends a day."""
        found: list[tuple[int, int, str, Block]] = []
        for place, one in self.rows(value, path):
            if (pair := self.pair(one, place)) is None:
                continue
            start, end = (self._clock(text, join(place, str(side))) for side, text in enumerate(pair))
            if start is None or end is None:
                continue
            if start >= end:
                self.fault(place, "reversed", _("结束应晚于开始;一天在 24:00 结束。"))
                continue
            found.append((start, end, place, (_time(start), _time(end))))
        found.sort()
        for before, after in pairwise(found):
            if after[0] < before[1]:
                self.fault(after[2], "overlap", _("与同一天的另一段时间重叠。"))
        return tuple(block for *_rest, block in found)

    def moment(self, value: Any, path: str, zone: ZoneInfo) -> datetime | None:
        """A moment with an offset; without one it is the calendar's own time, the first of two in autumn."""
        found = self._moment(value, path)
        if found is None:
            return None
        if found.tzinfo is not None:
            return found.astimezone(UTC)
        aware = found.replace(tzinfo=zone).astimezone(UTC)
        if aware.astimezone(zone).replace(tzinfo=None) != found:
            self.fault(path, "no_such_time", _("当地钟表上没有这个时刻(夏令时开始),请写明时差。"))
            return None
        return aware

    def _moment(self, value: Any, path: str) -> datetime | None:
        try:
            if isinstance(value, str) and MOMENT.fullmatch(value):
                found = datetime.fromisoformat(value)
                if FIRST_YEAR <= found.year <= LAST_YEAR:
                    return found
        except ValueError:
            pass
        self.fault(path, "moment", _("时刻应如 2026-10-01T09:00:00+08:00,年份在 1900 到 2999 之间。"))
        return None

    def _clock(self, value: Any, path: str) -> int | None:
        if isinstance(value, str) and CLOCK.fullmatch(value):
            hour, minute, second = [*(int(part) for part in value.split(":")), 0][:3]
            return hour * 3600 + minute * 60 + second
        self.fault(path, "time", _("时间应如 09:00 或 24:00。"))
        return None


def join(path: str, name: str) -> str:
    """The path of a part."""
    return f"{path}.{name}" if path else name


def _time(second: int) -> time:
    """A time of day; the midnight that ends a day is 00:00, as calendars have it."""
    return time(second // 3600 % 24, second // 60 % 60, second % 60)
