"""Real processes of the grid on the test's own database: started, awaited by what they do, and always ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def environment(**more: str) -> dict[str, str]:
    """What a process needs to work on the test's database and Redis."""
    place = connection.settings_dict
    who = f"{quote(place['USER'])}:{quote(place['PASSWORD'])}@" if place["USER"] else ""
    where = f"?host={quote(place['HOST'])}" if place["HOST"].startswith("/") else ""
    host = "" if where else place["HOST"]
    port = f":{place['PORT']}" if place["PORT"] and not where else ""
    return os.environ | {
        "DATABASE_URL": f"postgres://{who}{host}{port}/{place['NAME']}{where}",
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "PUBLIC_URL": settings.PUBLIC_URL,
        **more,
    }


@contextmanager
def running(*command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program of the grid (`-m uvicorn …`, `manage.py ticker`) until the block ends."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment(**more))
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()


def eventually(true: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until it holds, with a deadline."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come to pass")
        time.sleep(0.05)
