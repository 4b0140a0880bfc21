"""What the clock on the wall shows, as moments: a time of day is open when the wall shows it, twice in the hour that
comes back in autumn, never in the hour that spring leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Hours = tuple[tuple[time, time], ...]
Stretch = tuple[int, int]
MICRO = 1_000_000
DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIDNIGHT = time(0)


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    gone = moment - EPOCH
    return (gone.days * DAY + gone.seconds) * MICRO + gone.microseconds


def moment(micro: int) -> datetime:
    """The moment of so many microseconds since 1970, in UTC."""
    return EPOCH + timedelta(microseconds=micro)


def second_of(clock: time, *, closing: bool = False) -> int:
    """Seconds since midnight; a closing at 00:00 is the midnight that ends the day."""
    if closing and clock == _MIDNIGHT:
        return DAY
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def open_stretches(zone: ZoneInfo, day: date, hours: Iterable[tuple[time, time]]) -> list[Stretch]:
    """The half-open stretches (seconds since 1970) in which the wall shows one of the hours of the day."""
    blocks = sorted((second_of(start), second_of(end, closing=True)) for start, end in hours)
    if not blocks:
        return []
    base = (day.toordinal() - EPOCH.toordinal()) * DAY
    return _joined(
        (max(base + start - offset, begins), min(base + end - offset, ends))
        for begins, ends, offset in _offsets(zone, day, base)
        for start, end in blocks
    )


def _offsets(zone: ZoneInfo, day: date, base: int) -> list[tuple[int, int, int]]:
    """Stretches of constant offset around a day: (from, to, offset in seconds)."""
    night = datetime.combine(day, _MIDNIGHT, zone)
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone, fold=1)
    # 23:59:59 stands for the midnight after, so that a change at that midnight belongs to one day only.
    told = {one.utcoffset() for one in (night, night.replace(fold=1), last.replace(fold=0), last)}
    if len(told) == 1:
        offset = _seconds(night)
        return [(base - offset, base + DAY - offset, offset)]
    first, end = base - DAY, base + 2 * DAY
    changes = [
        _change(zone, at, at + 3600)
        for at in range(first, end, 3600)
        if _at(zone, at) != _at(zone, at + 3600)
    ]
    edges = [first, *changes, end]
    return [(begin, stop, _at(zone, begin)) for begin, stop in pairwise(edges)]


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The second from which the later of two offsets holds."""
    before = _at(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _at(zone, middle) == before else (low, middle)
    return high


def _at(zone: ZoneInfo, second: int) -> int:
    return _seconds((EPOCH + timedelta(seconds=second)).astimezone(zone))


def _seconds(local: datetime) -> int:
    offset = local.utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, empty ones left out, touching and overlapping ones made one."""
    found: list[Stretch] = []
    for opens, closes in sorted(one for one in stretches if one[0] < one[1]):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found
