"""Many open pages, held by a small Node program, and what they have heard."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.embedded.house import ROOT

PROGRAM = Path(__file__).with_name("sockets.mjs")
SUBSCRIBE = {"type": "subscribe", "topics": ["board"], "since": None, "epoch": None}


class Pages:
    """Pages that are open. `passed()` waits for the next event that every one of them has heard."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._said.put(json.loads(line))

    def next(self, kind: str, *, seconds: float) -> dict[str, Any] | None:
        """The next thing said that has `kind`; None when none comes in time."""
        try:
            while kind not in (said := self._said.get(timeout=seconds)):
                pass
        except queue.Empty:
            return None
        return said

    def report(self) -> dict[str, Any]:
        """Events, closed pages and latencies since the last report."""
        assert self._process.stdin is not None
        self._process.stdin.write("report\n")
        self._process.stdin.flush()
        said = self.next("events", seconds=30)
        assert said is not None
        return said


@contextmanager
def pages(
    *,
    port: int,
    origin: str,
    cookies: Sequence[str],
    node: dict[str, str],
    kind: str,
    subscribe: bool = True,
    timed: bool = False,
) -> Iterator[Pages]:
    """Open a page for each cookie, wait until all listen, close them in the end. Events of one kind count."""
    asked = {
        "port": port,
        "path": "/live",
        "origin": origin,
        "cookies": list(cookies),
        "kind": kind,
        "timed": timed,
        "subscribe": SUBSCRIBE if subscribe else None,
    }
    process = subprocess.Popen(
        ["node", str(PROGRAM), json.dumps(asked)],
        cwd=ROOT,
        env=node,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        held = Pages(process)
        if held.next("open", seconds=240) is None:
            raise RuntimeError(f"not every page of {len(cookies)} opened")
        yield held
    finally:
        process.kill()
        process.wait()
