"""Is a process getting something done? `python -m config.progress ticker` exits 0 when it is, else 1 and says why.

It is asked every few seconds by container health checks, so it loads no Django: one row, or one small answer.
A process that is alive and stuck looks well to everything that only asks for its number; not to this.
"""

from __future__ import annotations

import json
import socket
import sys
import urllib.error
import urllib.request
from typing import NamedTuple

import psycopg

from config.environment import Environment

TIMEOUT = 4


class Row(NamedTuple):
    """The heartbeat that the process leaves, and after how many seconds it is too old."""

    name: str
    limit: float


def row_of(process: str) -> Row:
    """`core.heartbeats` says the same names; a worker is judged by the queue, because the queue is its work."""
    host = socket.gethostname()[:20]
    return {
        "ticker": Row(f"ticker.{host}", 30),
        "worker": Row("canary", 90),
        "beat": Row(f"beat.{host}", 90),
    }[process]


def age(database_url: str, name: str) -> float | None:
    """Seconds since the row was written, by the database's clock; None when it never was."""
    place = Environment(database_url=database_url).database()
    with psycopg.connect(
        dbname=str(place["NAME"]),
        user=str(place["USER"]) or None,
        password=str(place["PASSWORD"]) or None,
        host=str(place["HOST"]) or None,
        port=str(place["PORT"]) or None,
        connect_timeout=TIMEOUT,
        autocommit=True,
    ) as connection:
        asked = "SELECT extract(epoch FROM clock_timestamp() - at) FROM core_heartbeat WHERE name = %s"
        found = connection.execute(asked, [name]).fetchone()
    return float(found[0]) if found else None


def by_row(process: str) -> str:
    """What is wrong with a process that leaves a heartbeat; empty when nothing is."""
    name, limit = row_of(process)
    try:
        seconds = age(Environment().database_url, name)
    except psycopg.Error as error:
        return f"the database does not answer: {error}"
    if seconds is None:
        return f"{name} was never seen"
    return "" if seconds <= limit else f"{name} got nothing done for {seconds:.0f} s"


def by_answer(port: int) -> str:
    """What is wrong with a process that serves; empty when it answers and reaches the database.

    Others that stand still are their own health checks' business: /readyz tells of them, and is read here only for
    whether this process could ask.
    """
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=TIMEOUT) as answer:
            said = answer.read()
    except urllib.error.HTTPError as error:
        said = error.read()
    except OSError as error:
        return f"no answer: {error}"
    return "" if json.loads(said).get("database") else "it does not reach the database"


PORTS = {"web": 8101, "live": 8102}


def main() -> int:
    """The process's name, and for one that serves perhaps its port."""
    process = sys.argv[1]
    if process in PORTS:
        wrong = by_answer(int(sys.argv[2]) if len(sys.argv) > 2 else PORTS[process])
    else:
        wrong = by_row(process)
    sys.stdout.write(f"{process}: {wrong or 'moves'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
