"""A calendar as a file that calendar programs read (RFC 5545): whole-day entries, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

AGAIN = timedelta(hours=1)
"""How often programs are asked to look."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One whole day. `sequence` grows with each change, so that programs take the newest."""

    uid: str
    on: date
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0


def calendar_file(name: str, entries: Iterable[Entry], *, at: datetime) -> bytes:
    """The file, UTF-8; `at` is when it was written."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Enterprise Service Grid//Visits//ZH")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", AGAIN)
    for entry in entries:
        calendar.add_component(_event(entry, at))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("sequence", entry.sequence)
    event.add("transp", "TRANSPARENT")
    for name in ("summary", "location", "description", "url"):
        if text := getattr(entry, name):
            event.add(name, text)
    return event
