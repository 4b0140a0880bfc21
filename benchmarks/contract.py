"""./run contract [--examples N] [--seed N]: every operation of docs/openapi.yaml, called with made-up data over HTTP.

A grid of its own behind its real proxy, with the named people and one row of everything. Each answer must be what
the document says, and none may be of 5xx. The seed is printed: the same seed makes the same calls.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import httpx

from config.embedded.house import ROOT, House
from config.embedded.stack import Stack
from tests.contract.walk import Walker, operations, walk

PARTS = ("dora", "ada", "ben", "finn", "lena", "adam", "eva", "nobody")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run contract", description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="calls of each operation by each person")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.examples} calls of each operation by each of {', '.join(PARTS)}")
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=True, outside={}) as stack,
    ):
        stack.start_services()
        stack.prepare()
        settled = subprocess.run(
            [sys.executable, "-m", "tests.contract.settle"],
            cwd=ROOT,
            env=stack.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        world = json.loads(settled.stdout)
        stack.start_application()
        began, violations, calls = time.monotonic(), list[str](), 0
        for number, who in enumerate(PARTS):
            session = world["sessions"].get(who, {}).get("session", "")
            walker = Walker(
                session=session,
                known=world["known"],
                version=partial(_version, f"{stack.url}/api/v1", session),
                target={"base_url": stack.url},
            )
            for operation in operations():
                walk(operation, walker, examples=asked.examples, number=asked.seed + number)
            statuses = ", ".join(f"{count} × {status}" for status, count in sorted(walker.statuses.items()))
            print(f"{who:<7} {statuses}", flush=True)
            violations += [f"as {who}: {one}" for one in walker.violations]
            calls += sum(walker.statuses.values())
    print(f"{calls} calls in {time.monotonic() - began:.0f} s, {len(violations)} violations")
    for violation in violations:
        print(f"\n{violation}")
    return 1 if violations else 0


def _version(api: str, session: str, path: str) -> str:
    answer = httpx.get(f"{api}/{path}", cookies={"sessionid": session}, timeout=30)
    return str(answer.headers.get("ETag", '"1"'))


if __name__ == "__main__":
    sys.exit(main())
