"""Write docs/lifecycle.md from the table that the code obeys."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tickets.rules.lifecycle import ENDED, OPEN_STATES, TABLE, Effect, Part, Row, Same, State

NAMES = {
    State.SUBMITTED: "待受理 · submitted",
    State.NEED_INFO: "待补充 · waiting for the enterprise",
    State.ACCEPTED: "待派遣 · accepted, no unit yet",
    State.ASSIGNED: "待签收 · with a unit",
    State.HANDLING: "办理中 · in hand",
    State.ON_HOLD: "挂账 · on hold until a day of review",
    State.RESOLVED: "已办结待核实 · resolved, the enterprise judges",
    State.VERIFYING: "回访中 · verified by a callback",
    State.REDO: "重办 · to be done again",
    State.CLOSED: "已销号 · closed",
    State.DECLINED: "不予受理 · declined",
    State.WITHDRAWN: "已撤回 · withdrawn",
    State.MERGED: "已并案 · merged into another",
}
EFFECTS = {
    Effect.NONE: "–",
    Effect.START: "a new holder has its own time to acknowledge; resolving goes on",
    Effect.ACKNOWLEDGED: "acknowledge ends, met or missed",
    Effect.CONTACTED: "first contact ends, met or missed",
    Effect.PAUSE: "all clocks rest",
    Effect.RESUME: "all clocks go on",
    Effect.RESOLVED: "all clocks end, met or missed",
    Effect.REDO: "new clocks: half the time to resolve, and a new acknowledgement",
    Effect.STOP: "all clocks stop",
}


class Command(BaseCommand):
    help = "Writes the page of the ticket's life cycle from tickets/rules/lifecycle.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--docs", type=Path, default=Path(settings.BASE_DIR) / "docs/lifecycle.md")

    def handle(self, *args: Any, docs: Path, **options: Any) -> None:
        docs.write_text(page())


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            "# The life cycle of a ticket",
            "",
            "Generated from `tickets/rules/lifecycle.py` by `./run schema`. The same table drives the guard, the",
            "clocks, the buttons (`abilities`), and the test that walks every verb, state and part.",
            "",
            "## States",
            "",
            "| state | meaning | |",
            "|---|---|---|",
            *(
                f"| `{state}` | {NAMES[state]} | {'open' if state in OPEN_STATES else 'ended'} |"
                for state in State
            ),
            "",
            "## Verbs",
            "",
            "| verb | from | to | who may | clocks | needs |",
            "|---|---|---|---|---|---|",
            *(_line(row) for row in TABLE.values()),
            "",
            "A ticket begins in `submitted`, or in `verifying` when a cadre solved it on the spot. `stay` keeps the",
            "state; `return` goes back to where the question was asked. Fields with `optional_` may be left out.",
            "",
            f"Ended: {_codes(ENDED, State)}. A closed ticket may be reopened within thirty days.",
            "",
        ]
    )


def _line(row: Row) -> str:
    goal = row.target.value if isinstance(row.target, Same) else f"`{row.target}`"
    needs = ", ".join(f"`{name}`" for name in row.needs) or "–"
    return (
        f"| `{row.verb}` | {_codes(row.sources, State)} | {goal} | {_codes(row.parts, Part)} "
        f"| {EFFECTS[row.effect]} | {needs} |"
    )


def _codes(values: Collection[Any], order: Any) -> str:
    return ", ".join(f"`{value.value}`" for value in order if value in values)
