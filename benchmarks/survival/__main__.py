"""./run soak [--kills N] [--seed N]: kill at random under load, again and again, and look what is left.

The same seed strikes in the same order. Ends with 1 when anything does not hold, and tells its story.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from config.embedded.house import ROOT, House


def main() -> int:
    """One trial on a grid of its own in a temporary folder."""
    parser = argparse.ArgumentParser(prog="./run soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--round", type=int, default=50, help="kills between two looks at everything")
    parser.add_argument("--seed", type=int, default=random.randrange(100_000))
    parser.add_argument(
        "--redis-down", type=float, default=60, help="the longest Redis is taken away, in seconds"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the grid and the journal, kept afterwards")
    asked = parser.parse_args()
    print(f"seed {asked.seed}, commit {_commit()}, {asked.kills} kills", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        return _try(place, asked)


def _try(place: Path, asked: argparse.Namespace) -> int:
    from benchmarks.survival.grid import Trial

    with Trial(House(var=place / "var")) as grid:
        os.environ.update(grid.environment)
        grid.open()
        django.setup()
        from benchmarks.survival.nemesis import Severity
        from benchmarks.survival.trial import Plan, survive

        severity = Severity(pause=(0.3, 6.0), down=(3.0, asked.redis_down))
        plan = Plan(kills=asked.kills, seed=asked.seed, a_round=asked.round, severity=severity)
        outcome = survive(grid, plan, place / "journal.jsonl", lambda line: print(line, flush=True))
    print(f"killed: {outcome.kills}; other faults: {outcome.others}; resyncs: {outcome.resyncs}")
    for violation in outcome.violations:
        print(f"✗ {violation}")
    print(
        f"seed {asked.seed}: {outcome.killed} kills in {outcome.seconds:.0f} s, "
        f"{outcome.acknowledged} acknowledged, {len(outcome.violations)} violations"
    )
    return 1 if outcome.violations else 0


def _commit() -> str:
    answer = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
