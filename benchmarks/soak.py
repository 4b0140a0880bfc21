"""./run soak [--kills N] [--seed N]: kill processes at random under a running grid, and look what is left.

A grid of its own, with the named people; every acknowledged ticket must be there once and find its cadre, and the
board must equal the ledger after the last fault. The seed is printed: the same seed kills in the same order.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from config.embedded.house import ROOT, House
from config.embedded.stack import Stack
from tests.whole.caller import Caller, until

VICTIMS = ("worker", "ticker", "live", "web", "redis", "postgres")
BODY = {"category": "LAB-RET", "text": "班车司机未到岗,夜班一百五十人没有车坐。"}
CallerOf = Callable[[str], Caller]


@dataclass
class Findings:
    """What was acknowledged, what was killed, and what does not hold."""

    acknowledged: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def soak(stack: Stack, caller: CallerOf, *, kills: int, seed: int) -> Findings:
    """Submit, kill, submit again with the same key until acknowledged; then hold everything against the database."""
    chance, found = random.Random(seed), Findings()
    eva, dora = caller("eva"), caller("dora")
    for _ in range(kills):
        victim = chance.choice(VICTIMS)
        died = stack.kill(victim)
        found.killed.append(victim)
        found.acknowledged.append(submit_until_acknowledged(eva))
        stack.wait_until_back(victim, instead_of=died)
    _settle(found, eva, dora)
    return found


def submit_until_acknowledged(caller: Caller) -> str:
    """What a phone does: the same key again until there is an answer."""
    key, refs = str(uuid.uuid4()), list[str]()

    def acknowledged() -> bool:
        try:
            answer = caller.create("/tickets", BODY, key=key)
        except httpx.HTTPError:
            return False
        if answer.status_code == 201:
            refs.append(str(answer.json()["ref"]))
        return bool(refs)

    until(acknowledged, seconds=60)
    return refs[-1]


def board_equals_the_ledger(dora: Caller) -> bool:
    """The board's counts against the tickets themselves, page by page, and its cards against their versions."""
    board = dora.get("/board")
    listed: dict[str, int] = {}
    cursor = None
    while True:
        page = dora.get("/tickets", open="true", limit=100, **({"cursor": cursor} if cursor else {}))
        listed |= {card["ref"]: card["version"] for card in page["results"]}
        cursor = page["next"]
        if cursor is None:
            break
    cards = {card["ref"]: card["version"] for column in board["columns"].values() for card in column}
    counted = sum(row["count"] for row in board["counters"])
    return counted == len(listed) and all(listed.get(ref) == version for ref, version in cards.items())


def _settle(found: Findings, eva: Caller, dora: Caller) -> None:
    for ref in found.acknowledged:
        try:
            until(partial(_is_assigned, eva, ref), seconds=60)
        except AssertionError:
            found.violations.append(f"{ref} was acknowledged and did not find its cadre")
    if len(set(found.acknowledged)) != len(found.acknowledged):
        found.violations.append("two submissions were given one number")
    try:
        until(lambda: board_equals_the_ledger(dora), seconds=30)
    except AssertionError:
        found.violations.append("the board does not equal the ledger")


def _is_assigned(eva: Caller, ref: str) -> bool:
    try:
        return bool(eva.get(f"/tickets/{ref}")["state"] == "assigned")
    except httpx.HTTPError:
        return False


def callers(stack: Stack) -> CallerOf:
    """The named people, put into the grid's database, by name."""
    settled = subprocess.run(
        [sys.executable, "-m", "tests.whole.settle"],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    people = json.loads(settled.stdout)
    return lambda name: Caller(stack.url, people[name]["session"], people[name]["id"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.kills} kills")
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=False, outside={}) as stack,
    ):
        stack.start_services()
        stack.prepare()
        caller = callers(stack)
        stack.start_application()
        began = time.monotonic()
        found = soak(stack, caller, kills=asked.kills, seed=asked.seed)
    print(f"{len(found.killed)} kills in {time.monotonic() - began:.0f} s: {', '.join(found.killed)}")
    print(f"{len(found.acknowledged)} acknowledged, {len(found.violations)} violations")
    for violation in found.violations:
        print(f"  {violation}")
    return 1 if found.violations else 0


if __name__ == "__main__":
    sys.exit(main())
