"""docs/benchmarks.md: what was measured, on what, and how."""

from __future__ import annotations

import os
from dataclasses import dataclass

from benchmarks.machine import described
from benchmarks.timing import Figure, Gate
from config.embedded.house import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
ABOVE = "<!-- ./run bench --write replaces what is below -->"


@dataclass(frozen=True)
class Result:
    """A measurement and what others used of the machine meanwhile, in percent of its cores."""

    found: Gate | Figure
    others: float

    @property
    def holds(self) -> bool:
        return not isinstance(self.found, Gate) or self.found.holds

    def line(self) -> str:
        return f"{self.found.line()}  [others {self.others:.0f} %]"


def write(results: list[Result], database_url: str, *, rows: int) -> None:
    """Replace the measured half of the page."""
    head, _, _ = PAGE.read_text().partition(ABOVE)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [
        ABOVE,
        "",
        described(database_url),
        "",
        f"Load averages at the end: {load}. Large world: {rows:,} tickets.",
        "",
    ]
    lines += ["| gate | ours / other | ratio | others |", "|---|---|---|---|"]
    for result in results:
        if isinstance(result.found, Gate):
            lines.append(
                f"| {result.found.name} | {result.found.figures()} | {result.found.verdict()} | {result.others:.0f} % |"
            )
    lines += ["", "| figure, not judged | | others |", "|---|---|---|"]
    for result in results:
        if isinstance(result.found, Figure):
            lines.append(f"| {result.found.name} | {result.found.said} | {result.others:.0f} % |")
    PAGE.write_text(head + "\n".join(lines) + "\n")
