"""What usually happens next to a ticket: for each state, who does what how often."""

from __future__ import annotations

from typing import Any

HOLDER, FIRM, CENTRE, LEADER = "holder", "firm", "centre", "leader"
"""Whoever has it, the enterprise, a coordinator, the leadership."""

Play = tuple[str, str]
"""Who, and the verb; a verb like `comment:stage` is a word in the conversation."""

PLAYS: dict[str, dict[Play, float]] = {
    "submitted": {(CENTRE, "accept"): 8, (CENTRE, "assign"): 4, (CENTRE, "decline"): 1},
    "need_info": {(FIRM, "supplement"): 10, (CENTRE, "supplement"): 1},
    "accepted": {(CENTRE, "assign"): 10, (CENTRE, "ask_info"): 1, (CENTRE, "decline"): 1},
    "assigned": {
        (HOLDER, "acknowledge"): 60,
        (HOLDER, "hand_over"): 4,
        (HOLDER, "object"): 4,
        (HOLDER, "ask_info"): 3,
        (FIRM, "urge"): 3,
        (FIRM, "comment:supplement"): 2,
        (CENTRE, "urge"): 2,
        (CENTRE, "assign"): 1,
        (CENTRE, "merge"): 1,
        (FIRM, "withdraw"): 1,
    },
    "handling": {
        (HOLDER, "resolve"): 30,
        (HOLDER, "record_contact"): 18,
        (HOLDER, "hand_over"): 10,
        (HOLDER, "comment:stage"): 8,
        (HOLDER, "comment:internal"): 6,
        (HOLDER, "comment:public"): 4,
        (HOLDER, "ask_info"): 5,
        (HOLDER, "ask_extension"): 4,
        (FIRM, "comment:supplement"): 2,
        (LEADER, "hold"): 1,
        (CENTRE, "merge"): 1,
    },
    "on_hold": {(HOLDER, "resume"): 3, (LEADER, "resume"): 1},
    "resolved": {(FIRM, "confirm"): 50, (CENTRE, "start_callback"): 14, (FIRM, "reject"): 8},
    "verifying": {(FIRM, "confirm"): 30, (CENTRE, "close"): 20, (FIRM, "reject"): 5},
    "redo": {(HOLDER, "acknowledge"): 30, (CENTRE, "assign"): 2, (CENTRE, "urge"): 2},
    "closed": {(FIRM, "rate"): 4, (FIRM, "reopen"): 1},
}
DECISIONS: dict[str, dict[Play, float]] = {
    "objection": {(CENTRE, "rule_objection"): 1},
    "extension": {(CENTRE, "decide_extension"): 3, (LEADER, "decide_extension"): 1},
}
"""An open request is decided before anything else is done."""
AFTERWARDS = 0.35
"""How often an enterprise comes back to what is closed."""


def plays_for(ticket: dict[str, Any]) -> dict[Play, float]:
    """What may come next, by weight; nothing for what has ended otherwise than by being solved."""
    for request in ticket.get("requests", ()):
        if not request["decision"] and request["kind"] in DECISIONS:
            return DECISIONS[request["kind"]]
    return PLAYS.get(ticket["state"], {})


def may_do(ticket: dict[str, Any], verb: str) -> bool:
    """Whether the answer itself offers the verb; talking is open to whoever works on it."""
    if verb.startswith("comment:"):
        return ticket["state"] not in {"closed", "declined", "withdrawn", "merged"}
    return any(ability["verb"] == verb for ability in ticket["abilities"])
