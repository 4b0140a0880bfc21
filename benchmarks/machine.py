"""What the figures were taken on, and how busy it was meanwhile."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import psycopg

PACKAGES = (
    "Django",
    "djangorestframework",
    "psycopg",
    "granian",
    "uvicorn",
    "channels",
    "channels-redis",
    "orjson",
)


class Others:
    """How much of the machine went to others meanwhile: above a third of it, queues decide and not the code."""

    def __init__(self) -> None:
        self._began, self._all, self._ours = time.monotonic(), _all(), _ours()

    def percent(self) -> float:
        """Percent of all cores used by what is not this process or descends from it."""
        used = _all() - self._all - (_ours() - self._ours)
        return max(0.0, 100 * used / ((time.monotonic() - self._began) * (os.cpu_count() or 1)))


def described(database_url: str) -> str:
    """Processor, kernel and versions, in one paragraph."""
    with psycopg.connect(database_url) as database:
        row = database.execute("SHOW server_version").fetchone()
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    found = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB, Linux {platform.release()}, Python"
        f" {platform.python_version()}, PostgreSQL {row[0] if row else '?'}, Node {node}, {found}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30


def _all() -> float:
    """Seconds that all processors have worked."""
    fields = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def _ours() -> float:
    """Seconds that this process and everything it has started have worked."""
    parents, used = dict[int, int](), dict[int, float]()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = sum(int(part) for part in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(seconds for pid, seconds in used.items() if pid in ours)
