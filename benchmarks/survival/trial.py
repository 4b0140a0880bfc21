"""A trial: rounds of faults under load; after each the grid heals, the pages must agree, and the checker looks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.survival.clients import Clients, page_record
from benchmarks.survival.grid import Trial
from benchmarks.survival.nemesis import Nemesis, Severity
from config.embedded.leftovers import strays
from config.simulator.journal import Journal

CONVERGED_WITHIN = 10.0
"""Seconds after everything runs again within which every page must equal the database."""
DRAINED_WITHIN = 60.0


@dataclass
class Outcome:
    """What happened and what does not hold."""

    kills: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    tickets: int = 0
    events: int = 0
    answers: int = 0
    resyncs: int = 0
    slowest_page: float = 0.0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        return sum(self.kills.values())


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many kills in all, how many between two looks, and by which seed."""

    kills: int
    seed: int
    a_round: int = 50
    severity: Severity = field(default_factory=Severity)


def survive(grid: Trial, plan: Plan, journal: Path, tell: Callable[[str], None]) -> Outcome:
    """Run the trial on a grid that is open. Ends early at the first round with a violation."""
    began, outcome = time.monotonic(), Outcome()
    timeline = Journal(journal)
    mark = grid.python("-m", "benchmarks.survival.check")
    nemesis = Nemesis(grid, plan.seed, timeline, plan.severity)
    outcome.kills, outcome.others = nemesis.kills, nemesis.others
    clients = Clients(grid, plan.seed, journal)
    clients.start()
    try:
        while nemesis.killed < plan.kills and not outcome.violations:
            goal = min(plan.kills, nemesis.killed + plan.a_round)
            while nemesis.killed < goal:
                nemesis.strike()
                clients.get_something_done(within=plan.severity.progress)
            if stuck := nemesis.heal():
                outcome.violations.append(f"R8 {stuck}")
                break
            clients.rest()
            _compare(clients, outcome)
            _settle(grid, outcome)
            _look(grid, journal, mark, outcome, clients)
            outcome.seconds = time.monotonic() - began
            tell(_line(outcome))
            clients.go_on()
    finally:
        clients.stop()
    return outcome


def _compare(clients: Clients, outcome: Outcome) -> None:
    """I10: each page equals the database, at the latest ten seconds after everything runs again."""
    began, different = time.monotonic(), dict.fromkeys(clients.pages, "not looked at yet")
    while different and time.monotonic() - began < CONVERGED_WITHIN:
        different = {page: text for page in different if (text := clients.unlike(page))}
        if different:
            time.sleep(0.1)
    outcome.slowest_page = max(outcome.slowest_page, time.monotonic() - began)
    outcome.violations += [f"I10 page of {page.actor.username}: {text}" for page, text in different.items()]


def _settle(grid: Trial, outcome: Outcome) -> None:
    """Wait until what follows from the last change has followed; the checker then says what did not."""
    deadline = time.monotonic() + DRAINED_WITHIN
    if left := strays(grid.house):
        outcome.violations.append(f"I14 nobody looks after {left}")
    while time.monotonic() < deadline:
        if grid.is_ready() and not json.loads(grid.python("-m", "benchmarks.survival.waiting")):
            return
        time.sleep(0.5)
    outcome.violations.append(f"I8 not drained after {DRAINED_WITHIN:.0f} s")


def _look(grid: Trial, journal: Path, mark: str, outcome: Outcome, clients: Clients) -> None:
    pages = journal.with_suffix(".pages")
    pages.write_text(json.dumps([page_record(page) for page in clients.pages]))
    command = ("-m", "benchmarks.survival.check", str(journal), mark, str(pages))
    found: dict[str, Any] = json.loads(grid.python(*command))
    outcome.acknowledged, outcome.tickets, outcome.events = (
        found[name] for name in ("acknowledged", "tickets", "events")
    )
    findings = clients.theatre.findings
    outcome.answers = findings.answers
    outcome.resyncs = sum(page.resyncs for page in clients.pages)
    outcome.violations += [f"I13 {text}" for text in findings.violations]
    outcome.violations += [f"crash {text}" for text in findings.crashes]
    for one in found["violations"]:
        story = "\n".join(one["story"])
        outcome.violations.append(f"{one['rule']} {one['subject']}: {one['text']}\n{story}")


def _line(outcome: Outcome) -> str:
    return (
        f"{outcome.seconds:6.0f} s  {outcome.killed} kills, {sum(outcome.others.values())} other faults, "
        f"{outcome.acknowledged} acknowledged, {outcome.events} events, {outcome.answers} answers checked, "
        f"slowest page {outcome.slowest_page:.1f} s, {len(outcome.violations)} violations"
    )
