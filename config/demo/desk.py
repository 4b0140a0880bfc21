"""What all tickets share: the calendar, the policies, the rules, the people, and how much work each one has in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime

from accounts.models import Role
from config.demo.book import Book
from config.demo.campaign import Campaign
from config.demo.log import Log
from config.demo.roster import Roster
from tickets.events import Hearer, PersonCard, UnitCard
from tickets.models import Category, Ticket
from tickets.rules.routing import RuleData
from tickets.rules.staffing import Candidate
from tickets.selectors.promises import Promises
from tickets.selectors.routing import active_rules


class Desk:
    """Read once from the reference tables; loads follow the tickets as they move."""

    def __init__(self, seed: int, campaign: Campaign, book: Book, log: Log, roster: Roster) -> None:
        self.seed = seed
        self.campaign, self.calendar = campaign, campaign.calendar
        self.book, self.log, self.roster = book, log, roster
        self.promises = Promises()
        self.rules: list[RuleData] = active_rules()
        self.categories = {row.pk: row for row in Category.objects.select_related("parent")}
        self.minutes_of: Counter[int] = Counter()
        self.turns: dict[tuple[int, int], datetime] = {}
        self.tickets: list[Ticket] = []

    def candidates(self, unit: int, on: date) -> list[Candidate]:
        """Whom tickets.selectors.staffing would name."""
        return [
            Candidate(
                id=person,
                name=self.roster.people[person].name,
                minutes=self.minutes_of[person],
                last_turn=self.turns.get((unit, person)),
            )
            for person in self.roster.workers(unit, on)
        ]

    def unit_card(self, unit: int | None) -> UnitCard | None:
        """A unit as cards show it."""
        if unit is None:
            return None
        row = self.roster.units[unit]
        return {"id": row.pk, "name": row.name, "name_en": row.name_en, "kind": str(row.kind)}

    def person_card(self, user: int | None) -> PersonCard | None:
        """A person as cards show them."""
        if user is None:
            return None
        row = self.roster.people[user]
        return {"id": row.pk, "name": row.name, "role": str(row.role)}

    def hearers(
        self, ticket: Ticket, hearers: Collection[Hearer], *, on: date, actor_id: int | None
    ) -> tuple[int, ...]:
        """Whom tickets.selectors.audience would name."""
        roster = self.roster
        found: set[int] = set()
        if Hearer.HOLDER in hearers and ticket.holder_id:
            found.add(ticket.holder_id)
        if Hearer.UNIT_LEADS in hearers and ticket.holder_unit_id:
            found.update(roster.leads(ticket.holder_unit_id, on))
        if Hearer.LEAD_UNIT_LEADS in hearers and ticket.lead_unit_id:
            found.update(roster.leads(ticket.lead_unit_id, on))
        if Hearer.TEAM in hearers:
            primary = roster.primary(ticket.enterprise_id, on)
            found.update({primary} if primary else set())
        if Hearer.ENTERPRISE in hearers:
            found.update(roster.speakers(ticket.enterprise_id))
        if Hearer.COORDINATORS in hearers:
            found.update(roster.in_role[Role.COORDINATOR])
        if Hearer.LEADERS in hearers:
            found.update(roster.in_role[Role.LEADER])
        return tuple(sorted(found - {actor_id or 0}))
