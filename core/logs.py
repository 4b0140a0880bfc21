"""One line of JSON a record, phone numbers masked, so that logs can be searched and shown."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

import orjson

from core.context import current_request_id

PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, request id, message, and the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": current_request_id() or None,
            "message": PHONE.sub(r"\1****\2", record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = PHONE.sub(r"\1****\2", self.formatException(record.exc_info))
        return orjson.dumps(line).decode()
