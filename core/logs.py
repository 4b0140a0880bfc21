"""One line a record: JSON for machines, short and aligned on a terminal; what identifies a person is masked in both."""

from __future__ import annotations

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

from core.context import current_request_id

MASK = "****"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Passwords inside addresses: postgres://user:password@host
    (re.compile(r"(\w+://[^\s:/@]*:)[^\s@/]+(@)"), rf"\1{MASK}\2"),
    # Whatever stands behind a name that says it is secret.
    (
        re.compile(
            r"((?:password|passwd|secret|token|session_?(?:id|key)?|authorization|cookie|reset|otp|code_|passcode|"
            r"口令|密码|验证码|动态码)[\"']?\s*(?:is|was|[=:：是为])\s*[\"']?(?:Bearer\s+|Basic\s+)?)[^\s\"',;&}]{3,}",
            re.IGNORECASE,
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"(Bearer\s+)\S+", re.IGNORECASE), rf"\1{MASK}"),
    # Identity numbers: region, birthday, order, check digit.
    (re.compile(r"(?<!\d)(\d{6})(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[\dXx](?![\dXx])"), rf"\1{MASK}"),
    # Mobile numbers, also in groups of three and four.
    (re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)"), rf"\1{MASK}\2"),
    # Land lines with their area code.
    (re.compile(r"(?<![\d-])(0\d{2,3}-)\d{5,6}(\d{2})(?![\d-])"), rf"\1{MASK}\2"),
    (re.compile(r"([\w.+-])[\w.+-]*(@[\w-]+\.[\w.-]+)"), rf"\1{MASK}\2"),
)


_CLEAN: set[str] = set()
"""Short texts in which there was nothing to mask: routes and messages come again with every request."""


def scrub(text: str) -> str:
    """The text without phone and identity numbers, mail addresses, passwords, codes and tokens."""
    if text in _CLEAN:
        return text
    scrubbed = text
    for pattern, instead in RULES:
        scrubbed = pattern.sub(instead, scrubbed)
    if scrubbed == text and len(text) < 100 and len(_CLEAN) < 1000:
        _CLEAN.add(text)
    return scrubbed


class JsonFormatter(logging.Formatter):
    """Time, level, logger, request id, message, the record's facts, and the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": current_request_id() or None,
            "message": scrub(record.getMessage()),
            **_facts(record),
        }
        if record.exc_info:
            line["trace"] = scrub(self.formatException(record.exc_info))
        return orjson.dumps(line, default=str).decode()


class TerminalFormatter(logging.Formatter):
    """The same for eyes: no request id unless something went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created).astimezone()
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items() if value is not None)
        text = f"{moment:%H:%M:%S} {record.levelname:<7} {record.name}  {scrub(record.getMessage())}  {facts}"
        if record.levelno >= logging.WARNING and current_request_id():
            text += f"  [{current_request_id()}]"
        if record.exc_info:
            text += f"\n{scrub(self.formatException(record.exc_info))}"
        return text.rstrip()


def formatter() -> logging.Formatter:
    """The one that suits where the lines go."""
    return TerminalFormatter() if sys.stderr.isatty() else JsonFormatter()


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """What was logged with extra={"facts": {...}}; names, phones and texts of people do not belong there."""
    facts: dict[str, Any] = getattr(record, "facts", {})
    return {name: scrub(value) if isinstance(value, str) else value for name, value in facts.items()}
