"""Routing: classify, unit, person, clocks, publish. Each step is written once, with its effect, in one transaction.

A step that finds its row does nothing, so a task that is killed, doubled or lost is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Role, User
from grid.models import Unit
from grid.selectors import members_of, service_of
from tickets.actions._transition import Locked, ask, lock_for_system, record, write
from tickets.events import RoutingFoundNoRule, TicketRouted
from tickets.models import RoutingStep, Ticket
from tickets.rules.lifecycle import State
from tickets.rules.routing import RuleData, choose_person, choose_unit, match
from tickets.selectors.routing import active_rules, problem_of

ATTEMPT = 1
Outcome = dict[str, Any]


def route_ticket(*, ref: str, at: datetime) -> bool:
    """Run the steps that are still missing. True when the ticket has been routed or found without a rule."""
    for step, effect in STEPS.items():
        with transaction.atomic():
            locked = lock_for_system(ref=ref, at=at)
            if locked is None or not _run(locked, step, effect):
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
        ticket=locked.ticket, step=step, attempt=ATTEMPT, at=locked.at, outcome=outcome
    )
    return True


def _outcome(ticket: Ticket, step: str) -> Outcome | None:
    rows = RoutingStep.objects.filter(ticket=ticket, step=step, attempt=ATTEMPT)
    found: Outcome | None = rows.values_list("outcome", flat=True).first()
    return found


def _classify(locked: Locked) -> Outcome:
    """Which rule decides, and why; its lead unit and priority are stored on the ticket."""
    ticket = locked.ticket
    found = match(active_rules(), problem_of(ticket))
    if found is None:
        record(locked, RoutingFoundNoRule)
        return {"rule": None}
    rule = found.rule
    ticket.lead_unit_id = rule.lead_unit
    ticket.priority = rule.set_priority or ticket.priority
    ticket.save(update_fields=["lead_unit", "priority"])
    return {
        "rule": rule.id,
        "name": rule.name,
        "version": rule.version,
        "because": [list(reason) for reason in found.because],
        "start_at": rule.start_at,
        "lead_unit": rule.lead_unit,
        "strategy": rule.strategy,
    }


def _unit(locked: Locked) -> Outcome:
    """The unit that holds it first."""
    rule = _rule_of(locked.ticket)
    unit = choose_unit(rule, locked.ticket.team_id)
    return {"unit": unit, "name": Unit.objects.values_list("name", flat=True).get(pk=unit)}


def _person(locked: Locked) -> Outcome:
    """The person in it."""
    ticket, day = locked.ticket, timezone.localdate(locked.at)
    unit = (_outcome(ticket, "unit") or {})["unit"]
    members = _workers(unit, members_of(unit, day))
    loads = dict(
        Ticket.objects.open()
        .filter(holder_id__in=members)
        .order_by()
        .values_list("holder_id")
        .annotate(n=Count("id"))
    )
    responsible = service_of(ticket.enterprise_id, day).primary_id
    chosen, why = choose_person(
        _rule_of(ticket).strategy, responsible=responsible, members=members, loads=loads
    )
    return {"person": chosen, "why": why, "load": loads.get(chosen, 0) if chosen else 0}


def _workers(unit: int, members: list[int]) -> list[int]:
    """In a team the cadres work and the leader leads; in a department the officers do."""
    roles = {Role.CADRE, Role.OFFICER, Role.COORDINATOR}
    workers = User.objects.filter(pk__in=members, role__in=roles).order_by("pk")
    return list(workers.values_list("pk", flat=True)) or members


def _set_clocks(locked: Locked) -> Outcome:
    """The budgets of the policy that fits the final priority; the ticket wears them with the event that follows."""
    outcome = locked.clocks.rebudget(locked.at)
    locked.ledger.flush()
    return outcome


def _publish(locked: Locked) -> Outcome:
    """Assigned, and everybody concerned sees it."""
    ticket = locked.ticket
    unit = (_outcome(ticket, "unit") or {})["unit"]
    person = (_outcome(ticket, "person") or {})["person"]
    write(locked, ask(locked, "assign"), holder_unit_id=unit, holder_id=person)
    record(locked, TicketRouted, rule=_rule_of(ticket).name)
    return {"version": ticket.version}


STEPS: dict[str, Callable[[Locked], Outcome]] = {
    "classify": _classify,
    "unit": _unit,
    "person": _person,
    "clocks": _set_clocks,
    "publish": _publish,
}


def _rule_of(ticket: Ticket) -> RuleData:
    """The rule as classify recorded it, even if it has been edited since."""
    outcome = _outcome(ticket, "classify") or {}
    return RuleData(
        id=outcome["rule"],
        name=outcome["name"],
        version=outcome["version"],
        start_at=outcome["start_at"],
        lead_unit=outcome["lead_unit"],
        strategy=outcome["strategy"],
    )
