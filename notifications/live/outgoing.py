"""What waits to go out on one socket: nothing as long as the other side reads, and never without bound."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import Any

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
MESSAGES = 1000
BYTES = 4 * 1024 * 1024


class Outgoing:
    """Sends at once and without a task while the socket takes it; queues in order as soon as it does not."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: deque[str] = deque()
        self._size = 0
        self._writer: asyncio.Task[None] | None = None
        self._stopped = False

    def put(self, text: str) -> bool:
        """Send or queue one message. False when the other side has fallen too far behind."""
        if self._stopped:
            return True
        if self._writer is None:
            rest = _begin(self._send({"type": "websocket.send", "text": text}))
            if rest is not None:
                self._writer = asyncio.get_running_loop().create_task(self._drain(rest))
            return True
        if len(self._waiting) >= MESSAGES or self._size + len(text) > BYTES:
            return False
        self._waiting.append(text)
        self._size += len(text)
        return True

    def stop(self) -> None:
        """Send nothing more; what waits is dropped."""
        self._stopped = True
        self._waiting.clear()
        if self._writer is not None:
            self._writer.cancel()

    async def _drain(self, rest: Awaitable[None]) -> None:
        try:
            await rest
            while self._waiting:
                text = self._waiting.popleft()
                self._size -= len(text)
                await self._send({"type": "websocket.send", "text": text})
        except OSError:
            self._stopped = True
        finally:
            self._writer = None


class _Rest:
    """The rest of a coroutine that has begun and now waits."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._coroutine = coroutine
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        waits_for = self._waits_for
        while True:
            try:
                yield waits_for
            except BaseException as error:  # noqa: BLE001 - a cancellation too belongs to the coroutine
                step = partial(self._coroutine.throw, error)
            else:
                step = partial(self._coroutine.send, None)
            try:
                waits_for = step()
            except StopIteration:
                return


def _begin(coroutine: Coroutine[Any, Any, None]) -> _Rest | None:
    """Run a coroutine until it first waits; None when it ended without. A task for each frame costs a third more."""
    try:
        return _Rest(coroutine, coroutine.send(None))
    except (StopIteration, OSError):
        return None
