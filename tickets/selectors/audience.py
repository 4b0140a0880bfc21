"""Who must hear of a change: always a subset of those who may see it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import BigIntegerField

from accounts.models import Role, User
from core.prepared import Given, Prepared
from enterprises.models import Contact
from grid.selectors import leads_of, service_of
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
