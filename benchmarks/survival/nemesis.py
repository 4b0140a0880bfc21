"""Faults by seed: what is killed, paused, cut off or taken away, when, and for how long."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.survival.grid import Trial
from config.embedded.supervisor import UNREACHABLE
from config.simulator.journal import Journal

APPLICATION = ("web", "live", "worker", "ticker", "beat", "proxy")
EVERY = (*APPLICATION, "redis", "postgres")
FAULTS: dict[tuple[str, str], float] = {
    ("kill", "worker"): 12,
    ("kill", "web"): 12,
    ("kill", "live"): 12,
    ("kill", "ticker"): 12,
    ("kill", "beat"): 2,
    ("kill", "proxy"): 2,
    ("kill", "redis"): 8,
    ("kill", "postgres"): 4,
    ("kill", "backend"): 5,
    ("kill", "child"): 10,
    ("pause", "worker"): 2,
    ("pause", "web"): 2,
    ("pause", "live"): 3,
    ("pause", "ticker"): 3,
    ("pause", "redis"): 2,
    ("pause", "postgres"): 1,
    ("cut", "live-redis"): 2,
    ("cut", "live-database"): 2,
    ("cut", "pages"): 2,
    ("hang", "live-redis"): 2,
    ("hang", "live-database"): 1,
    ("hang", "pages"): 2,
    ("down", "redis"): 1,
}


@dataclass(frozen=True, kw_only=True)
class Severity:
    """How long there is between two faults, and how long the lasting ones last, in seconds."""

    between: tuple[float, float] = (0.3, 1.3)
    pause: tuple[float, float] = (0.3, 3.0)
    down: tuple[float, float] = (2.0, 5.0)
    progress: float = 2.0
    """How long the next fault waits for the load to get something done: a fault that hits nothing proves little."""


class Nemesis:
    """Strikes one fault after another. The same seed draws the same faults in the same order."""

    def __init__(self, grid: Trial, seed: int, journal: Journal, severity: Severity) -> None:
        self._grid, self._journal, self._severity = grid, journal, severity
        self._chance = random.Random(f"nemesis:{seed}")
        self._timers: list[threading.Timer] = []
        self._paused: set[int] = set()
        self.kills: dict[str, int] = {}
        self.others: dict[str, int] = {}

    @property
    def killed(self) -> int:
        return sum(self.kills.values())

    def strike(self) -> None:
        """One fault, then a breath."""
        kind, victim = self._chance.choices(list(FAULTS), weights=list(FAULTS.values()))[0]
        draw = self._chance.random()
        seconds = self._chance.uniform(*(self._severity.down if kind == "down" else self._severity.pause))
        done = {
            "kill": self._kill,
            "pause": self._pause,
            "cut": self._turn,
            "hang": self._turn,
            "down": self._take_away,
        }[kind](kind, victim, draw, seconds)
        if done:
            counted = self.kills if kind == "kill" else self.others
            counted[victim] = counted.get(victim, 0) + 1
            self._journal.write("fault", kind=kind, victim=victim, seconds=round(seconds, 2))
        self._revive()
        time.sleep(self._chance.uniform(*self._severity.between))

    def heal(self) -> str:
        """End every lasting fault and wait until everything is ready; says what is not when that never comes."""
        for timer in self._timers:
            timer.join()
        self._timers.clear()
        for cutter in self._grid.cutters.values():
            cutter.turn("pass")
        self._journal.write("healed")
        deadline = time.monotonic() + 300
        while True:
            self._revive()
            states = self._grid.supervisor.states()
            running = all(states[name]["statename"] == "RUNNING" for name in EVERY)
            if running and self._grid.is_ready():
                break
            if time.monotonic() > deadline:
                return f"not ready: { {name: info['statename'] for name, info in states.items()} }"
            time.sleep(0.2)
        self._journal.write("ready")
        return ""

    def _kill(self, kind: str, victim: str, draw: float, seconds: float) -> bool:
        if victim == "backend":
            return self._signal(_backends(self._pid("postgres")), draw)
        if victim == "child":
            return self._signal(_children(self._pid("worker")) + _children(self._pid("web")), draw)
        pid = self._pid(victim)
        return self._signal([pid] if pid else [], draw)

    def _pause(self, kind: str, victim: str, draw: float, seconds: float) -> bool:
        pid = self._pid(victim)
        if victim == "postgres":
            found = _backends(pid)
            pid = found[int(draw * len(found))] if found else 0
        if not pid or not _send(pid, signal.SIGSTOP):
            return False
        self._later(seconds, lambda: _send(pid, signal.SIGCONT))
        return True

    def _turn(self, kind: str, victim: str, draw: float, seconds: float) -> bool:
        cutter = self._grid.cutters[victim]
        cutter.turn(kind)
        self._later(seconds, lambda: cutter.turn("pass"))
        return True

    def _take_away(self, kind: str, victim: str, draw: float, seconds: float) -> bool:
        self._grid.supervisor.stop_programs([victim], seconds=20)
        self._later(seconds, lambda: self._grid.supervisor.start_program(victim))
        return True

    def _later(self, seconds: float, do: object) -> None:
        timer = threading.Timer(seconds, do)  # type: ignore[arg-type]
        timer.daemon = True
        timer.start()
        self._timers = [one for one in self._timers if one.is_alive()] + [timer]

    def _signal(self, pids: list[int], draw: float) -> bool:
        return bool(pids) and _send(pids[int(draw * len(pids))], signal.SIGKILL)

    def _pid(self, name: str) -> int:
        with contextlib.suppress(*UNREACHABLE):
            return self._grid.supervisor.pid(name)
        return 0

    def _revive(self) -> None:
        """As ./run up does: what the supervisor gave up is started again."""
        with contextlib.suppress(*UNREACHABLE):
            for name, info in self._grid.supervisor.states().items():
                if info["statename"] == "FATAL":
                    self._journal.write("gave_up", victim=name)
                    self._grid.supervisor.start_program(name)


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return sorted(int(child) for child in file.read_text().split()) if pid else []
    except OSError:
        return []


def _backends(postmaster: int) -> list[int]:
    """The processes that serve clients. Killing an I/O worker amid crash recovery tests PostgreSQL, not the grid."""
    return [pid for pid in _children(postmaster) if " grid grid " in _title(pid)]


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _send(pid: int, number: signal.Signals) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
