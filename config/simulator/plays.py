"""What usually happens next to a ticket: for each state, who does what how often."""

from __future__ import annotations

from typing import Any

HOLDER, FIRM, CENTRE, LEADER, HELPER = "holder", "firm", "centre", "leader", "helper"
"""Whoever has it, the enterprise, a coordinator, the leadership, whoever was asked to do a part of it."""

Play = tuple[str, str]
"""Who, and the verb; `comment:stage` is a word in the conversation, `task:finish` a verb on the ticket's sub-task."""

PLAYS: dict[str, dict[Play, float]] = {
    "submitted": {
        (CENTRE, "accept"): 8,
        (CENTRE, "assign"): 4,
        (CENTRE, "decline"): 1,
        (CENTRE, "categorise"): 1,
    },
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
        (CENTRE, "join_cause"): 1,
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
        (HOLDER, "give_subtask"): 4,
        (LEADER, "hold"): 1,
        (CENTRE, "merge"): 1,
        (CENTRE, "join_cause"): 1,
        (CENTRE, "leave_cause"): 1,
        (CENTRE, "supervise"): 1,
        (HOLDER, "answer_notice"): 6,
        (HOLDER, "escalate"): 1,
        (CENTRE, "accept_rung"): 4,
        (HOLDER, "accept_rung"): 4,
        (HOLDER, "return_rung"): 1,
        (LEADER, "rule_rung"): 2,
        (CENTRE, "rule_rung"): 3,
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
TASKS: dict[str, dict[Play, float]] = {
    "given": {
        (HELPER, "task:accept"): 4,
        (HELPER, "task:finish"): 4,
        (HELPER, "task:return"): 1,
        (CENTRE, "task:cancel"): 0.2,
    },
    "accepted": {(HELPER, "task:finish"): 8, (CENTRE, "task:cancel"): 0.2},
}
"""So is a sub-task, by its state: it holds the ticket's result back."""
AFTERWARDS = 0.35
"""How often an enterprise comes back to what is closed."""


def plays_for(ticket: dict[str, Any]) -> dict[Play, float]:
    """What may come next, by weight; nothing for what has ended otherwise than by being solved."""
    for request in ticket.get("requests", ()):
        if not request["decision"] and request["kind"] in DECISIONS:
            return DECISIONS[request["kind"]]
    plays = PLAYS.get(ticket["state"], {})
    task = living_task(ticket)
    return TASKS[task["state"]] if task and ticket["state"] == "handling" else plays


def living_task(ticket: dict[str, Any]) -> dict[str, Any] | None:
    """The oldest sub-task that is not done yet."""
    found: list[dict[str, Any]] = [one for one in ticket.get("subtasks", ()) if one["state"] in TASKS]
    return found[0] if found else None


def may_do(ticket: dict[str, Any], verb: str) -> bool:
    """Whether the answer itself offers the verb; talking is open to whoever works on it."""
    if verb.startswith("comment:"):
        return ticket["state"] not in {"closed", "declined", "withdrawn", "merged"}
    offers, wanted = ticket["abilities"], verb
    if verb.startswith("task:"):
        offers, wanted = (living_task(ticket) or {"abilities": ()})["abilities"], verb.partition(":")[2]
    return any(ability["verb"] == wanted for ability in offers)
