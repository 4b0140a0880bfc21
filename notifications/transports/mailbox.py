"""The demo's mails, read back from the files they were written to."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, kw_only=True)
class Mail:
    id: str
    to: str
    subject: str
    at: datetime | None
    text: str


def newest_mails(folder: Path, limit: int) -> list[Mail]:
    """The last mails written to the folder, newest first; none when there is no folder yet."""
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found: list[Mail] = []
    for path in paths:
        found.extend(reversed(list(_mails(path))))
        if len(found) >= limit:
            break
    return found[:limit]


def _mails(path: Path) -> Iterator[Mail]:
    for number, part in enumerate(path.read_bytes().split(SEPARATOR)):
        if not part.strip():
            continue
        message = email.message_from_bytes(
            part.lstrip(b"\n"), _class=EmailMessage, policy=email.policy.default
        )
        body = message.get_body(("plain",))
        yield Mail(
            id=str(message["Message-ID"] or f"{path.stem}-{number}"),
            to=str(message["To"] or ""),
            subject=str(message["Subject"] or ""),
            at=_moment(message["Date"]),
            text=body.get_content() if body else "",
        )


def _moment(date: str | None) -> datetime | None:
    """The Date of a mail; one of an unknown zone, written -0000, is of UTC."""
    if not date:
        return None
    moment = parsedate_to_datetime(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
