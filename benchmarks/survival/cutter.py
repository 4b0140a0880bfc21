"""A small proxy in front of one server, so that a line can be cut or go silent while both ends live."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from pathlib import Path

Place = tuple[str, int] | Path
"""A host and port, or a unix socket."""
CHUNK = 65536


class Cutter:
    """`pass` hands everything on, `cut` resets every connection and refuses new ones, `hang` hands nothing on."""

    def __init__(self, name: str, listen: Place, target: Place) -> None:
        self.name, self._listen, self._target = name, listen, target
        self.mode = "pass"
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._flows = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"cutter-{name}", daemon=True)

    def start(self) -> None:
        """Listen, and return when it does."""
        self._thread.start()
        self._ready.wait(10)

    def stop(self) -> None:
        """Close every line."""
        self.turn("cut")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def turn(self, mode: str) -> None:
        """From now on: pass, cut or hang."""
        done = threading.Event()
        self._loop.call_soon_threadsafe(self._turn, mode, done)
        done.wait(5)

    def _turn(self, mode: str, done: threading.Event) -> None:
        self.mode = mode
        if mode == "pass":
            self._flows.set()
        else:
            self._flows.clear()
        if mode == "cut":
            for writer in list(self._open):
                writer.transport.abort()
        done.set()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._flows.set()
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self) -> None:
        if isinstance(self._listen, Path):
            self._listen.unlink(missing_ok=True)
            await asyncio.start_unix_server(self._join, self._listen)
        else:
            await asyncio.start_server(self._join, *self._listen)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mode == "cut":
            writer.transport.abort()
            return
        try:
            if isinstance(self._target, Path):
                other_reader, other = await asyncio.open_unix_connection(self._target)
            else:
                other_reader, other = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, other}
        await asyncio.gather(self._pump(reader, other), self._pump(other_reader, writer))
        self._open -= {writer, other}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()
