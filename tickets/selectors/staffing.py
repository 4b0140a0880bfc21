"""The members of units with their work in hand, limits and turns: three queries, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Sum, Value, When

from accounts.models import Role
from grid.models import Membership
from tickets.models import Ticket, Turn
from tickets.rules.staffing import SHARE, Candidate

WORKERS = frozenset({Role.CADRE, Role.OFFICER, Role.COORDINATOR})


def candidates_of(units: Collection[int], on: date) -> dict[int, list[Candidate]]:
    """Who works in each of the units on the day, in a stable order. In a team the cadres work and the leader leads,
    in a department the officers do; where nobody of these is, everybody works."""
    rows = (
        Membership.objects.current(on)
        .filter(unit_id__in=units, user__is_active=True)
        .order_by("user_id")
        .values_list("unit_id", "user_id", "user__name", "user__role", "capacity_hours")
    )
    members: dict[int, list[tuple[int, str, str, int | None]]] = defaultdict(list)
    for unit, *member in rows:
        members[unit].append(tuple(member))
    loads = minutes_of({person for people in members.values() for person, *_ in people})
    turns = {
        (unit, user): at
        for unit, user, at in Turn.objects.filter(unit_id__in=units).values_list("unit_id", "user_id", "at")
    }
    return {
        unit: [
            Candidate(
                id=person,
                name=name,
                minutes=loads.get(person, 0),
                limit=None if hours is None else hours * 60,
                last_turn=turns.get((unit, person)),
            )
            for person, name, role, hours in people
            if role in WORKERS or not any(other[2] in WORKERS for other in people)
        ]
        for unit, people in members.items()
    }


def minutes_of(people: Collection[int]) -> dict[int, int]:
    """Minutes of work in hand per person; who has none is not named."""
    worth: Any = Case(
        *(When(state=state, then=F("category__work_hours") * Value(share)) for state, share in SHARE.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Ticket.objects.open().filter(holder_id__in=people).order_by()
    return dict(rows.values_list("holder_id").annotate(minutes=Sum(worth)))
