"""python -m config.simulator: play the demo's people through the public API, for a watcher or as a load.

A load run prints what it did and ends with 1 when an answer showed something that its reader must not see, or when
the grid crashed (500).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from config.simulator.actor import Findings, GaveUp  # noqa: E402
from config.simulator.play import Wish, play_load, play_while_watched  # noqa: E402
from config.simulator.player import Limits  # noqa: E402


def main() -> int:
    """Play until told to stop, or for the duration asked."""
    asked = _parser().parse_args()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    rest = Limits.rest if asked.while_watched else (asked.rest, asked.rest * 4)
    wish = Wish(
        url=asked.url,
        seed=asked.seed,
        firms=asked.enterprises,
        limits=Limits(open=asked.open, cap=asked.cap, rest=rest),
        authority=asked.authority,
        patience=asked.patience,
        journal=asked.journal,
    )
    try:
        if asked.while_watched:
            play_while_watched(wish, stopping)
            return 0
        _say(f"seed {asked.seed}, {asked.rate:g} steps a second for {asked.duration:g} s")
        began = time.monotonic()
        found = play_load(wish, rate=asked.rate, seconds=asked.duration, stopping=stopping, tell=_say)
    except GaveUp as reason:
        _say(str(reason))
        return 2
    return _report(found, time.monotonic() - began)


def _report(found: Findings, seconds: float) -> int:
    _say(f"{found.done} done in {seconds:.0f} s, {found.answers} answers checked, refused: {found.refused}")
    for line in (*found.violations, *found.crashes):
        _say(f"✗ {line}")
    _say(f"{len(found.violations)} violations, {len(found.crashes)} crashes")
    return 1 if found.violations or found.crashes else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    add = parser.add_argument
    add("--url", default=os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000"))
    add("--rate", type=float, default=4, help="steps a second")
    add("--duration", type=float, default=60, help="seconds")
    add("--seed", type=int, default=int(time.time()) % 100_000, help="the same seed chooses the same way")
    add("--enterprises", type=int, default=12, help="how many are played")
    add("--open", type=int, default=16, help="tickets open at once; no more are opened then")
    add(
        "--cap",
        type=int,
        default=2000,
        help="rows made in all, over all runs; at the cap what is open moves on",
    )
    add(
        "--rest",
        type=float,
        default=0.5,
        help="seconds that a ticket rests between two steps, up to four times",
    )
    add("--patience", type=float, default=60, help="seconds for which an unanswered request is tried again")
    add("--journal", type=Path, help="a file for every request and answer, synced line by line")
    add("--authority", default="", help="the certificate that signs the address, with --lan")
    add("--while-watched", action="store_true", help="play slowly, and only while others have pages open")
    return parser


if __name__ == "__main__":
    sys.exit(main())
