"""What the terminal shows: steps with their time, notes while they last, and troubles with a remedy."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

NOTE_EVERY = 5.0
WIDTH = 100


class Trouble(Exception):
    """Something a person can put right: what happened, and what to do next."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Voice:
    """Speaks to one terminal; quiet keeps the results and drops the progress."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._noted_at = 0.0

    def line(self, text: str = "") -> None:
        """Say a line that is always heard."""
        self._wipe()
        print(text, flush=True)

    def note(self, text: str) -> None:
        """Say where a long step is; on a terminal in place, in a file every few seconds."""
        if self.quiet:
            return
        if self.live:
            print(f"\r\x1b[2K    {text[: WIDTH - 4]}", end="", flush=True)
        elif time.monotonic() - self._noted_at > NOTE_EVERY:
            self._noted_at = time.monotonic()
            print(f"    {text[: WIDTH - 4]}", flush=True)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step, then how long it took."""
        if self.quiet:
            yield
            return
        began = time.monotonic()
        if self.live:
            print(f"  … {name}", end="", flush=True)
        try:
            yield
        except BaseException:
            self._wipe()
            print(f"  {_sign('✗', 'x')} {name}", flush=True)
            raise
        self._wipe()
        print(f"  {_sign('✓', '+')} {name:<44} {time.monotonic() - began:6.1f} s", flush=True)

    def trouble(self, trouble: Trouble) -> None:
        """Say what went wrong and what to do, on standard error."""
        self._wipe()
        print(f"\n{_sign('✗', 'x')} {trouble.what}", file=sys.stderr)
        for line in trouble.remedy.splitlines():
            print(f"  {line}", file=sys.stderr, flush=True)

    def _wipe(self) -> None:
        if self.live:
            print("\r\x1b[2K", end="")


def _sign(pretty: str, plain: str) -> str:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return pretty if encoding.startswith("utf") else plain
