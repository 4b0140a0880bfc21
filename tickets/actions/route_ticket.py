"""Routing: classify, unit, then person, clocks and publish. Each step is written once, with its effect.

A step that finds its row does nothing, so a task that is killed, doubled or lost is simply run again. The last three
are one transaction, in which the unit's line is held: whoever is chosen has the work before anybody else is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from grid.models import Unit
from tickets.actions._staff import hold_line, line_of, staff
from tickets.actions._transition import Locked, ask, lock_for_system, record, write
from tickets.events import RoutingFoundNoRule, TicketRouted
from tickets.models import CoHandler, RoutingStep, Ticket
from tickets.rules.lifecycle import State
from tickets.rules.routing import RuleData, choose_unit, match
from tickets.selectors.routing import active_rules, problem_of

TOGETHER = (("classify",), ("unit",), ("person", "clocks", "publish"))
Outcome = dict[str, Any]


def route_ticket(*, ref: str, at: datetime) -> bool:
    """Run the steps that are still missing. True when the ticket has been routed or found without a rule."""
    for steps in TOGETHER:
        with transaction.atomic():
            locked = lock_for_system(ref=ref, at=at)
            if locked is None:
                return False
            for step in steps:
                if not _run(locked, step, STEPS[step]):
                    return False
                if step == "classify" and (_outcome(locked.ticket, "classify") or {})["rule"] is None:
                    return True
    return True


def _run(locked: Locked, step: str, effect: Callable[[Locked], Outcome]) -> bool:
    """One step, unless its row is there. False when the ticket is no longer to be routed."""
    if _outcome(locked.ticket, step) is not None:
        return True
    if locked.state is not State.SUBMITTED:
        return False
    outcome = effect(locked)
    RoutingStep.objects.create(
        ticket=locked.ticket,
        step=step,
        attempt=locked.ticket.routing_attempt,
        at=locked.at,
        outcome=outcome,
    )
    return True


def _outcome(ticket: Ticket, step: str) -> Outcome | None:
    rows = RoutingStep.objects.filter(ticket=ticket, step=step, attempt=ticket.routing_attempt)
    found: Outcome | None = rows.values_list("outcome", flat=True).first()
    return found


def _classify(locked: Locked) -> Outcome:
    """Which rule decides, and why; its lead unit, co-handlers, priority and policy are stored on the ticket."""
    ticket = locked.ticket
    found = match(active_rules(), problem_of(ticket, locked.calendar))
    if found is None:
        record(locked, RoutingFoundNoRule)
        return {"rule": None}
    rule = found.rule
    ticket.lead_unit_id, ticket.policy_id = rule.lead_unit, rule.policy
    ticket.priority = rule.set_priority or ticket.priority
    ticket.save(update_fields=["lead_unit", "priority", "policy"])
    ticket.co_handlers.exclude(unit_id__in=rule.co_units).delete()
    CoHandler.objects.bulk_create(
        [CoHandler(ticket=ticket, unit_id=unit, at=locked.at) for unit in rule.co_units],
        ignore_conflicts=True,
    )
    return classified(rule, found.because)


def classified(rule: RuleData, because: tuple[tuple[str, str], ...]) -> Outcome:
    """What the ledger keeps of a rule that decided."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "version": rule.version,
        "because": [list(reason) for reason in because],
        "start_at": str(rule.start_at),
        "lead_unit": rule.lead_unit,
        "co_units": list(rule.co_units),
        "strategy": str(rule.strategy),
        "person": rule.person,
        "set_priority": str(rule.set_priority),
        "policy": rule.policy,
    }


def _unit(locked: Locked) -> Outcome:
    """The unit that holds it first."""
    unit = choose_unit(rule_of(locked.ticket), locked.ticket.team_id)
    return {"unit": unit, **dict(Unit.objects.values("name", "name_en").get(pk=unit))}


def _person(locked: Locked) -> Outcome:
    """The person in it, or the line of those who wait for one."""
    unit, rule = (_outcome(locked.ticket, "unit") or {})["unit"], rule_of(locked.ticket)
    hold_line(unit)
    behind = line_of(unit).exists()
    _, outcome = staff(
        locked.ticket, unit, locked.at, strategy=rule.strategy, named=rule.person, behind=behind
    )
    return outcome


def _set_clocks(locked: Locked) -> Outcome:
    """The budgets of the policy that fits the final priority; the ticket wears them with the event that follows."""
    outcome = locked.clocks.rebudget(locked.at)
    locked.ledger.flush()
    return outcome


def _publish(locked: Locked) -> Outcome:
    """Assigned, and everybody concerned sees it."""
    ticket = locked.ticket
    unit = (_outcome(ticket, "unit") or {})["unit"]
    given = _outcome(ticket, "person") or {}
    write(
        locked,
        ask(locked, "assign"),
        holder_unit_id=unit,
        holder_id=given["person"],
        held_for_id=given["stands_for"],
        waiting_since=locked.at if given["why"] == "waiting" else None,
    )
    record(locked, TicketRouted, rule=rule_of(ticket).name)
    return {"version": ticket.version}


STEPS: dict[str, Callable[[Locked], Outcome]] = {
    "classify": _classify,
    "unit": _unit,
    "person": _person,
    "clocks": _set_clocks,
    "publish": _publish,
}


def rule_of(ticket: Ticket) -> RuleData:
    """The rule as classify recorded it, even if it has been edited since."""
    outcome = _outcome(ticket, "classify") or {}
    return RuleData(
        id=outcome["rule"],
        name=outcome["name"],
        version=outcome["version"],
        start_at=outcome["start_at"],
        lead_unit=outcome["lead_unit"],
        strategy=outcome["strategy"],
        person=outcome.get("person"),
    )
