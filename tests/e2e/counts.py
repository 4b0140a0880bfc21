"""The board as the API tells it, to hold the screen against."""

from __future__ import annotations

from typing import Any

from tests.whole.caller import Caller

COLUMNS: dict[str, tuple[str, ...]] = {
    "待受理": ("submitted", "need_info"),
    "待派遣": ("accepted",),
    "待签收": ("assigned",),
    "办理中": ("handling", "redo"),
    "挂账": ("on_hold",),
    "待核实": ("resolved", "verifying"),
}


def counts(caller: Caller, **filters: Any) -> dict[str, int]:
    """How many tickets each column of the board stands for."""
    counters = caller.get("/board", **filters)["counters"]
    return {
        name: sum(row["count"] for row in counters if row["state"] in states)
        for name, states in COLUMNS.items()
    }


def cards(caller: Caller, **filters: Any) -> dict[str, list[str]]:
    """The refs in each column, in no order."""
    held = caller.get("/board", **filters)["columns"]
    return {
        name: sorted(card["ref"] for state in states for card in held.get(state, ()))
        for name, states in COLUMNS.items()
    }
