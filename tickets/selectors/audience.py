"""Who must hear of a change: always a subset of those who may see it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property

from django.db.models import BigIntegerField

from accounts.models import Role, User
from core.prepared import Given, Prepared
from enterprises.models import Contact
from grid.selectors import leads_by_unit, leads_of, primaries_of, service_of
from tickets.events import Hearer
from tickets.models import Ticket

_CONTACTS = Prepared(
    lambda _: Contact.objects.filter(
        enterprise_id=Given("enterprise", BigIntegerField()), user__is_active=True
    ).values_list("user_id", flat=True)
)


def audience(
    ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
) -> tuple[int, ...]:
    """Ids of the users told, without the one who did it."""
    found: set[int] = set()
    if Hearer.HOLDER in hearers and ticket.holder_id:
        found.add(ticket.holder_id)
    if Hearer.UNIT_LEADS in hearers and ticket.holder_unit_id:
        found.update(leads_of(ticket.holder_unit_id, on))
    if Hearer.LEAD_UNIT_LEADS in hearers and ticket.lead_unit_id:
        found.update(leads_of(ticket.lead_unit_id, on))
    if Hearer.TEAM in hearers:
        primary = service_of(ticket.enterprise_id, on).primary_id
        found.update({primary} if primary else set())
    if Hearer.ENTERPRISE in hearers:
        found.update(_CONTACTS.rows(None, enterprise=ticket.enterprise_id))
    roles = [
        role
        for hearer, role in ((Hearer.COORDINATORS, Role.COORDINATOR), (Hearer.LEADERS, Role.LEADER))
        if hearer in hearers
    ]
    if roles:
        found.update(User.objects.filter(role__in=roles, is_active=True).values_list("id", flat=True))
    return tuple(sorted(found - {actor_id}))


class Audiences:
    """Who must hear of changes to many tickets on one day: the same answers, from a constant number of queries."""

    def __init__(self, tickets: Collection[Ticket], on: date) -> None:
        self._tickets, self._on = tickets, on

    @cached_property
    def _leads(self) -> dict[int, list[int]]:
        units = {unit for one in self._tickets for unit in (one.holder_unit_id, one.lead_unit_id) if unit}
        return leads_by_unit(units, self._on)

    @cached_property
    def _primaries(self) -> dict[int, int]:
        return primaries_of({one.enterprise_id for one in self._tickets}, self._on)

    @cached_property
    def _speakers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        owners = {one.enterprise_id for one in self._tickets}
        rows = Contact.objects.filter(enterprise_id__in=owners, user__is_active=True)
        for owner, user in rows.values_list("enterprise_id", "user_id"):
            if user:
                found.setdefault(owner, []).append(user)
        return found

    @cached_property
    def _in_role(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {Role.COORDINATOR: [], Role.LEADER: []}
        rows = User.objects.filter(role__in=list(found), is_active=True)
        for role, user in rows.values_list("role", "id"):
            found[role].append(user)
        return found

    def of(self, ticket: Ticket, hearers: Collection[Hearer], actor_id: int | None) -> tuple[int, ...]:
        """Ids of the users told of one ticket's change."""
        named: dict[Hearer, Callable[[], Collection[int | None]]] = {
            Hearer.HOLDER: lambda: (ticket.holder_id,),
            Hearer.UNIT_LEADS: lambda: self._leads.get(ticket.holder_unit_id or 0, ()),
            Hearer.LEAD_UNIT_LEADS: lambda: self._leads.get(ticket.lead_unit_id or 0, ()),
            Hearer.TEAM: lambda: (self._primaries.get(ticket.enterprise_id),),
            Hearer.ENTERPRISE: lambda: self._speakers.get(ticket.enterprise_id, ()),
            Hearer.COORDINATORS: lambda: self._in_role[Role.COORDINATOR],
            Hearer.LEADERS: lambda: self._in_role[Role.LEADER],
        }
        found = {user for hearer in hearers for user in named[hearer]() if user}
        return tuple(sorted(found - {actor_id or 0}))


def topics(
    ticket: Ticket, *, units: Collection[int | None], people: Collection[int | None]
) -> tuple[str, ...]:
    """The live topics of a change: the units and people it left and reached, its enterprise, and the board."""
    named = {
        f"unit.{unit}"
        for unit in {*units, *ticket.helper_units, ticket.holder_unit_id, ticket.lead_unit_id, ticket.team_id}
        if unit
    }
    named |= {f"user.{person}" for person in {*people, ticket.holder_id, ticket.created_by_id} if person}
    named |= {"board", f"ticket.{ticket.ref}", f"enterprise.{ticket.enterprise.uuid}"}
    return tuple(sorted(named))
