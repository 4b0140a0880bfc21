"""A ticket comes in and is routed, by the same pure rules as in the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Role, User
from config.demo.case import Case
from config.demo.desk import Desk
from core.text import bigrams
from enterprises.models import Enterprise
from grid.models import Visit
from tickets.actions._staff import outcome_of
from tickets.actions.route_ticket import classified
from tickets.events import Hearer, RoutingFoundNoRule, TicketResolved, TicketRouted, TicketSubmitted
from tickets.models import CoHandler, Outcome, RoutingStep, Source, Ticket
from tickets.rules.lifecycle import State
from tickets.rules.routing import choose_unit, match
from tickets.rules.sla import Lamp
from tickets.rules.staffing import choose_person
from tickets.selectors.routing import problem_of

SOURCES = {Role.CONTACT: Source.ENTERPRISE, Role.COORDINATOR: Source.COORDINATOR}
LONGEST_TITLE = 40


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Who has which problem, who says so, and when."""

    uuid: UUID
    at: datetime
    enterprise: Enterprise
    actor: User
    category: str
    text: str
    priority: str
    visit: Visit | None
    reply_on_the_spot: str
    contact_name: str
    contact_phone: str


def open_case(desk: Desk, opening: Opening, number: int) -> Case:
    """The ticket as open_ticket would leave it, with its first event."""
    case = Case(desk, _build(desk, opening, number))
    desk.tickets.append(case.ticket)
    case.begin()
    case.record(TicketSubmitted, opening.actor, None, None, {"source": str(case.ticket.source)})
    if case.ticket.on_the_spot:
        _resolved_on_the_spot(case, opening.actor)
    return case


def route(case: Case) -> bool:
    """The five steps of routing at the present moment of the case. False when no rule fits."""
    ticket, desk = case.ticket, case.desk
    found = match(desk.rules, problem_of(ticket, desk.calendar))
    if found is None:
        _step(case, "classify", {"rule": None})
        case.record(RoutingFoundNoRule, None, case.place(), ticket.holder_id, {})
        return False
    rule, day = found.rule, desk.campaign.local_day(case.now)
    ticket.lead_unit_id, ticket.policy_id = rule.lead_unit, rule.policy
    ticket.priority = rule.set_priority or ticket.priority
    case.co_units = tuple(rule.co_units)
    for co_unit in rule.co_units:
        desk.book.add(CoHandler(ticket=ticket, unit_id=co_unit, at=case.now))
    unit = choose_unit(rule, ticket.team_id)
    wanted = desk.roster.primary(ticket.enterprise_id, day) if rule.strategy == "responsible" else None
    candidates = desk.candidates(unit, day)
    choice = choose_person(rule.strategy, wanted=wanted, candidates=candidates, away={})
    if choice.person is not None:
        desk.turns[unit, choice.person] = case.now
    _step(case, "classify", classified(rule, found.because))
    row = desk.roster.units[unit]
    _step(case, "unit", {"unit": unit, "name": row.name, "name_en": row.name_en})
    _step(case, "person", outcome_of(choice, wanted, candidates, {}))
    _step(case, "clocks", case.clocks.rebudget(case.now))
    case.do(
        "assign",
        TicketRouted,
        None,
        {"rule": rule.name},
        holder_unit_id=unit,
        holder_id=choice.person,
    )
    _step(case, "publish", {"version": ticket.version})
    return True


def _build(desk: Desk, opening: Opening, number: int) -> Ticket:
    owner, at, day = opening.enterprise, opening.at, desk.campaign.local_day(opening.at)
    title = _title(opening.text)
    ticket = Ticket(
        uuid=opening.uuid,
        ref=f"QT-{day:%Y%m%d}-{number:06d}",
        enterprise=owner,
        category=desk.categories[opening.category],
        priority=opening.priority,
        source=SOURCES.get(Role(opening.actor.role), Source.VISIT),
        visit=opening.visit,
        title=title,
        text=opening.text,
        search=bigrams(f"{title} {opening.text} {owner.name} {owner.short_name}"),
        contact_name=opening.contact_name,
        contact_phone=opening.contact_phone,
        created_by=opening.actor,
        state=State.SUBMITTED,
        team_id=desk.roster.team(owner.pk, day),
        lamp=Lamp.NONE,
        submitted_at=at,
        occurred_at=opening.visit.occurred_at if opening.visit else None,
        updated_at=at,
    )
    if opening.reply_on_the_spot:
        ticket.state, ticket.outcome, ticket.on_the_spot = State.VERIFYING, Outcome.SOLVED, True
        ticket.public_reply, ticket.resolved_at = opening.reply_on_the_spot, at
        ticket.holder_unit_id, ticket.holder_id = ticket.team_id, opening.actor.pk
    return desk.book.add(ticket)


def _resolved_on_the_spot(case: Case, actor: User) -> None:
    ticket, here = case.ticket, case.place()
    day = case.desk.campaign.local_day(case.now)
    told = case.desk.hearers(ticket, {Hearer.ENTERPRISE}, on=day, actor_id=actor.pk)
    payload = {"outcome": str(ticket.outcome), "public_reply": ticket.public_reply}
    case.record(TicketResolved, actor, here, None, payload, told=told)


def _step(case: Case, step: str, outcome: dict[str, object]) -> None:
    case.desk.book.add(RoutingStep(ticket=case.ticket, step=step, attempt=1, at=case.now, outcome=outcome))


def _title(text: str) -> str:
    first = text.replace("\n", " ").split("。")[0].strip()
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"
