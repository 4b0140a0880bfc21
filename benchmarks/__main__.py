"""./run bench [--rows N] [--rounds N] [--pages N] [--write]: the hot paths as ratios, in a grid of their own.

Each gate is a ratio of two sides that took turns in one run; a missed one makes the exit status 1. `--write` puts the
result into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import live, over_http
from benchmarks.machine import Others
from benchmarks.report import Result, write
from benchmarks.site import World, callers, filled, web
from benchmarks.timing import Figure, Gate
from config.embedded.house import ROOT, House
from config.embedded.stack import Stack

SMALL = 10_000
COMMON, RARE = "一丁", "堀堂"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="tickets in the large world")
    parser.add_argument("--rounds", type=int, default=200, help="measurements of each side")
    parser.add_argument("--pages", type=int, default=1_000, help="open pages for the fan-out")
    parser.add_argument("--seconds", type=float, default=8, help="length of each stretch with open pages")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md anew")
    asked = parser.parse_args()
    results: list[Result] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=False, outside={}) as stack,
    ):
        stack.start_services()
        stack.prepare()
        over_the_wire(stack, asked, results)
        with_open_pages(stack, asked, results)
        if asked.write:
            write(results, stack.environment["DATABASE_URL"], rows=asked.rows)
    return 0 if all(result.holds for result in results) else 1


def over_the_wire(stack: Stack, asked: Any, results: list[Result]) -> None:
    """What needs worlds of two sizes."""
    small, large = filled(stack, "small", SMALL), filled(stack, "large", asked.rows)
    rows = f"{asked.rows:,} tickets over 10,000"
    with web(small) as near, web(large) as far:
        eva, dora = small.wire(near, "eva"), small.wire(near, "dora")

        def growth(what: str, path: str, who: str = "dora", *, tail: bool = False) -> Gate:
            return over_http.growth(
                f"{what}, {rows}",
                path,
                large.wire(far, who),
                small.wire(near, who),
                rounds=asked.rounds,
                tail=tail,
            )

        note(results, lambda: over_http.create(eva, enterprise=small.people["chips"], rounds=asked.rounds))
        # Ten milliseconds a round: five times as many, or a breath of the machine decides.
        note(results, lambda: over_http.listing(dora, rounds=5 * asked.rounds))
        note(results, lambda: growth("list of 25, p95", "/tickets", tail=True))
        note(results, lambda: growth("board snapshot, median", "/board"))
        for who, part in (
            ("ada", "cadre"),
            ("ben", "team leader"),
            ("eva", "enterprise"),
            ("finn", "officer"),
        ):
            note(
                results,
                lambda who=who, part=part: told(growth(f"list of 25 as {part}, median", "/tickets", who)),
            )
        for word, often in ((COMMON, "common"), (RARE, "rare")):
            path = over_http.searching(word)
            note(results, lambda path=path, often=often: told(growth(f"search, {often} word, median", path)))
    note(results, lambda: alone("benchmarks.counters", small))
    note(results, lambda: alone("benchmarks.recount", large))


def alone(module: str, world: World) -> Gate:
    """A gate that a process of its own measures in a world."""
    made = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=dict(world.environment),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Gate(**json.loads(made.stdout))


def with_open_pages(stack: Stack, asked: Any, results: list[Result]) -> None:
    """What needs the whole grid running."""
    caller = callers(stack)
    stack.start_application()
    ref = caller("eva").create("/tickets", {"category": "LAB-RET", "text": over_http.TEXT}).json()["ref"]
    cookies = live.readers(stack, asked.pages)
    note(
        results,
        lambda: live.commit_to_page(
            stack,
            cookies=cookies[:200],
            author=cookies[-1],
            ref=ref,
            changes_a_second=20,
            seconds=asked.seconds,
        ),
    )
    note(results, lambda: live.fanout(stack, cookies=cookies, seconds=asked.seconds, rounds=3))


def told(gate: Gate) -> Figure:
    """A comparison that is shown and not judged."""
    return Figure(name=gate.name, said=f"{gate.figures()} ({gate.times:.2f}x)")


def note(results: list[Result], measure: Any) -> None:
    """Measure, say it at once, and how much of the machine others used meanwhile."""
    others = Others()
    found = measure()
    result = Result(found, others.percent())
    print(result.line(), flush=True)
    results.append(result)


if __name__ == "__main__":
    sys.exit(main())
