"""What was sent and what was answered, one JSON line each, on the disk before the next thing is done."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO


class Journal:
    """Appends and syncs, so that what was acknowledged is known even if this very process dies. None keeps nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._file: TextIO | None = file.open("a", encoding="utf-8") if file else None

    def write(self, what: str, **facts: Any) -> None:
        """One line: the moment, what kind of line it is, and the facts."""
        if self._file is None:
            return
        line = json.dumps({"t": round(time.time(), 3), "what": what, **facts}, ensure_ascii=False)
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()
            os.fdatasync(self._file.fileno())


def read_journal(file: Path) -> Iterator[dict[str, Any]]:
    """The lines in their order."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
