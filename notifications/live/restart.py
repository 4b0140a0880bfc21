"""Saying goodbye: a deploy must look to a page like a short pause, not like a broken line."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

GRACE = 0.3
"""Seconds for the goodbyes to leave before the server itself closes what is left."""


def before_the_server_stops(do: Callable[[], None]) -> None:
    """Run `do` in this loop when the server is told to stop, then let the server stop.

    Only where a server has put its own handlers; elsewhere (tests, a shell) nothing is touched.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        server = signal.getsignal(number)
        if callable(server) and server is not signal.default_int_handler:
            signal.signal(number, _then(loop, do, server))


def _then(
    loop: asyncio.AbstractEventLoop, do: Callable[[], None], server: Callable[[int, FrameType | None], object]
) -> Callable[[int, FrameType | None], None]:
    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(do)
        loop.call_soon_threadsafe(lambda: loop.call_later(GRACE, server, number, None))

    return told
