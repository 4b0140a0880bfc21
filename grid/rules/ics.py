"""A calendar as a file that calendar programs read (RFC 5545): whole-day entries, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75
"""Octets of a content line before it is folded (section 3.1)."""


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


def calendar_file(name: str, entries: Iterable[Entry], *, at: datetime) -> str:
    """The file's text; `at` is when it was written."""
    return "".join(f"{folded}\r\n" for line in _lines(name, entries, at) for folded in _fold(line))


def _lines(name: str, entries: Iterable[Entry], at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Enterprise Service Grid//Visits//ZH")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    for entry in entries:
        yield "BEGIN:VEVENT"
        yield f"UID:{entry.uid}"
        yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
        yield f"SEQUENCE:{entry.sequence}"
        for field, text in (
            ("SUMMARY", entry.summary),
            ("LOCATION", entry.location),
            ("DESCRIPTION", entry.description),
        ):
            if text:
                yield f"{field}:{_escaped(text)}"
        if entry.url:
            yield f"URL:{entry.url}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    """Backslash, comma and semicolon are marked, line breaks written as \\n (section 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Never inside a character: a continuation begins with a blank, which counts."""
    held, size, before = "", 0, ""
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            yield before + held
            held, size, before = "", 1, " "
        held, size = held + character, size + width
    yield before + held
