"""Processes that outlived their supervisor, when that was killed outright. The next start ends them first."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from config.embedded.house import House
from config.embedded.supervisor import wait_until


def end_leftovers(house: House) -> list[int]:
    """End what an earlier supervisor of this very house left running; returns their process ids."""
    found = _orphans(house)
    for pid in found:
        # PostgreSQL takes INT as "disconnect everyone and close properly".
        _send(pid, signal.SIGINT if _name(pid) == "postgres" else signal.SIGTERM)
    if not wait_until(lambda: not any(map(_is_alive, found)), seconds=20):
        for pid in filter(_is_alive, found):
            _send(pid, signal.SIGKILL)
        wait_until(lambda: not any(map(_is_alive, found)), seconds=5)
    return found


def strays(house: House) -> list[int]:
    """Processes of this house whose parent is gone, so that no supervisor will ever restart or stop them."""
    return [pid for pid in _pids() if _is_marked(pid, house) and _parent(pid) == 1]


def _orphans(house: House) -> list[int]:
    return [
        pid
        for pid in _pids()
        if pid != os.getpid() and (_is_marked(pid, house) or _keeps_our_data(pid, house))
    ]


def _pids() -> Iterator[int]:
    return (int(folder.name) for folder in Path("/proc").glob("[0-9]*"))


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _is_marked(pid: int, house: House) -> bool:
    """The supervisor leaves its own address in the environment of what it starts."""
    mark = b"SUPERVISOR_SERVER_URL=unix://" + bytes(house.run / "supervisor.sock")
    try:
        return mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _keeps_our_data(pid: int, house: House) -> bool:
    """Servers that show a title of their own overwrite the mark, but they work in our data folder."""
    try:
        folder = Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return False
    at_home = any(folder.is_relative_to(house.var / name) for name in ("redis", "postgres"))
    return at_home and _name(pid) in {"redis-server", "postgres"}


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
