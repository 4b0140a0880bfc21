"""./run bench [--rows N] [--rounds N]: the hot paths as ratios, in a database of their own."""

from __future__ import annotations

import argparse
import os
import platform
import sys

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000, help="tickets in the table")
    parser.add_argument("--rounds", type=int, default=40, help="measurements of each side")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    return measure(rows=asked.rows, rounds=asked.rounds)


def measure(*, rows: int, rounds: int) -> int:
    """Make a test database, fill it, measure, and drop it. 1 when a ratio misses its goal."""
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    from benchmarks import cases
    from benchmarks.recount import recount
    from config.management.commands.ensure_reference import ensure_reference
    from tests.people import build_world
    from tickets.models import Ticket

    setup_test_environment()
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        ensure_reference()
        people = build_world()
        cases.fill(people, rows)
        load = os.getloadavg()
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {load[0]:.2f}, {rows} tickets")
        print(f"{'':<58} {'ours':>11} {'other':>11}")
        ratios = [case(people, rounds) for case in (cases.create, cases.listing, cases.snapshot)]
        for ratio in ratios:
            print(ratio.line())
        opened = list(Ticket.objects.open().filter(holder_unit__isnull=False).only("id"))
        recounted = recount(people, opened)
        print(recounted.line())
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
    return 0 if recounted.holds and all(ratio.holds for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
