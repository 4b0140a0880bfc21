"""What was put into the database on the first start: the demo world, or nothing but an administrator."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True)
class World:
    """A note kept beside the data. It is written last, so a filling that was cut short is done again."""

    note: Path

    @property
    def kind(self) -> str | None:
        """demo, empty, or None before the first start is through."""
        return self._read("kind")

    @property
    def is_stale(self) -> bool:
        """Whether it is a demo whose working days end before today."""
        return self.kind == "demo" and self._read("made_on") != today().isoformat()

    def settle(self, kind: str) -> None:
        """Note down that the filling is complete."""
        unfinished = self.note.with_suffix(".unfinished")
        unfinished.write_text(json.dumps({"kind": kind, "made_on": today().isoformat()}))
        unfinished.rename(self.note)

    def _read(self, name: str) -> str | None:
        return str(json.loads(self.note.read_text())[name]) if self.note.exists() else None


def today() -> date:
    """The day in the zone."""
    return datetime.now(ZONE).date()
