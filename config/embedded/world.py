"""What was put into the database on the first start: the demo world, or nothing but an administrator."""

import json
from dataclasses import dataclass
from pathlib import Path


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
        """Whether it is a demo whose working days ended before the last one up to today, as the last start saw it."""
        return self._read("state") == "stale"

    def settle(self, kind: str, state: str = "") -> None:
        """Note down that the filling is complete, and what `manage.py demo_state` said of it."""
        unfinished = self.note.with_suffix(".unfinished")
        unfinished.write_text(json.dumps({"kind": kind, "state": state}))
        unfinished.rename(self.note)

    def _read(self, name: str) -> str | None:
        return str(json.loads(self.note.read_text()).get(name, "")) if self.note.exists() else None
