"""Loopback ports: remembered from the last start when still free, else the next free one."""

import json
import os
import socket
from itertools import count
from pathlib import Path

LOOPBACK = "127.0.0.1"
LENT = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""From and to: the ports that the system lends to outgoing connections."""
LOWEST, USUALLY_LENT_FROM = 10_000, 32_768
STRIDE = 997
_steps = count(os.getpid() * STRIDE)


def is_free(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether a server takes connections there now. A port that is not free may belong to one that does not yet."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def next_free(wanted: int, *, host: str = LOOPBACK) -> int:
    """The wanted port, or the first free one after it."""
    return next(port for port in range(wanted, 65536) if is_free(port, host=host))


def any_free() -> int:
    """A port nobody uses, of those that are lent to nobody, far from where another process looks at this moment.

    A lent one could go to any outgoing connection before its server starts, or while that starts anew.
    """
    lent_from = int(LENT.read_text().split()[0]) if LENT.exists() else USUALLY_LENT_FROM
    width = (lent_from if lent_from > 2 * LOWEST else USUALLY_LENT_FROM) - LOWEST
    return next(port for step in _steps if is_free(port := LOWEST + step % width))


class Ports:
    """The ports of one house, kept in a small file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}

    def settle(self, name: str, *, wanted: int | None = None, host: str = LOOPBACK) -> int:
        """Decide the port of that name for this start, and remember it."""
        if wanted is not None:
            port = next_free(wanted, host=host)
        else:
            port = self._known.get(name, 0)
            if not port or not is_free(port):
                port = any_free()
        self._known[name] = port
        self._file.write_text(json.dumps(self._known, indent=1))
        return port

    def known(self, name: str) -> int:
        """The port decided at the last start."""
        return self._known[name]
