"""Who gets a locked ticket in its unit, decided while the unit's line is held; nobody younger overtakes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from core.database import hold
from grid.rules.absence import Away
from grid.selectors import away, service_of
from tickets.models import Ticket, Turn
from tickets.rules.staffing import Candidate, Choice, choose_person
from tickets.selectors.staffing import candidates_of


def hold_line(unit: int) -> None:
    """Until the transaction ends, nobody else gives out work in the unit."""
    hold(f"line.{unit}")


def line_of(unit: int) -> Any:
    """The unit's waiting tickets, oldest first."""
    return Ticket.objects.filter(holder_unit_id=unit, waiting_since__isnull=False).order_by(
        "submitted_at", "id"
    )


def staff(
    ticket: Ticket, unit: int, at: datetime, *, strategy: str, named: int | None, behind: bool
) -> tuple[Choice, dict[str, Any]]:
    """The choice for the ticket, and the outcome that the ledger keeps: the loads that were compared, in minutes.

    `behind` others who wait, it waits too. The caller holds the line.
    """
    day = timezone.localdate(at)
    candidates, gone = candidates_of([unit], day).get(unit, []), away(at)
    wanted = named if strategy == "named" else service_of(ticket.enterprise_id, day).primary_id
    if strategy not in ("named", "responsible"):
        wanted = None
    choice = choose_person(strategy, wanted=wanted, candidates=candidates, away=gone)
    if behind and choice.why != "unit_arranges":
        choice = Choice(person=None, why="waiting")
    if choice.person is not None:
        Turn.objects.update_or_create(unit_id=unit, user_id=choice.person, defaults={"at": at})
    return choice, outcome_of(choice, wanted, candidates, gone)


def outcome_of(choice: Choice, wanted: int | None, candidates: list[Candidate], gone: Away) -> dict[str, Any]:
    """What the ledger keeps of a choice."""
    return {
        "person": choice.person,
        "why": choice.why,
        "wanted": wanted,
        "stands_for": choice.stands_for,
        "compared": [
            {
                "id": one.id,
                "name": one.name,
                "minutes": one.minutes,
                "limit": one.limit,
                "away": one.id in gone,
            }
            for one in candidates
        ],
    }
