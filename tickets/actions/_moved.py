"""Writing a batch of moved deadlines: three statements for a thousand tickets, and one small event for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import connection

from core.outbox import publish_many
from tickets.events import DeadlineMoved, MovedClock, Place
from tickets.models import Clock
from tickets.rules.sla import Face
from tickets.selectors.cards import place_of


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A ticket whose deadline or lamp is another than before."""

    id: int
    ref: str
    version: int
    owner: Any
    units: tuple[int, ...]
    lamp: str
    due_at: datetime | None
    before: Place
    after: Place
    clocks: list[MovedClock]

    @classmethod
    def of(cls, ticket: Any, shown: Face, changed: Sequence[tuple[Clock, datetime]]) -> Self:
        """The ticket with its new face; `changed` are the clocks that moved, with what they were due."""
        before = place_of(ticket)
        ticket.lamp, ticket.due_at = shown.lamp, shown.due_at
        return cls(
            id=ticket.pk,
            ref=ticket.ref,
            version=ticket.version + 1,
            owner=ticket.owner,
            units=(ticket.holder_unit_id,) if ticket.holder_unit_id else (),
            lamp=str(shown.lamp),
            due_at=shown.due_at,
            before=before,
            after=place_of(ticket),
            clocks=[
                MovedClock(kind=clock.kind, was_due_at=was.isoformat(), due_at=_iso(clock.due_at) or "")
                for clock, was in changed
            ],
        )


def write_clocks(clocks: Sequence[Clock]) -> None:
    """Faces, versions and the calendar version of clocks counted anew."""
    if not clocks:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_clock AS clock SET due_at = given.due_at, lamp = given.lamp, alarm_at = given.alarm_at,"
            " version = given.version, calendar_id = given.calendar_id, calendar_version = given.calendar_version"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::timestamptz[], %s::int[], %s::bigint[],"
            " %s::int[]) AS given(id, due_at, lamp, alarm_at, version, calendar_id, calendar_version)"
            " WHERE clock.id = given.id",
            [
                [clock.pk for clock in clocks],
                [clock.due_at for clock in clocks],
                [str(clock.lamp) for clock in clocks],
                [clock.alarm_at for clock in clocks],
                [clock.version for clock in clocks],
                [clock.calendar_id for clock in clocks],
                [clock.calendar_version for clock in clocks],
            ],
        )


def write_tickets(moved: Sequence[Moved], at: datetime) -> None:
    """What the tickets wear now, under their next version."""
    if not moved:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_ticket AS ticket SET due_at = given.due_at, lamp = given.lamp, version = given.version,"
            " updated_at = %s"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::int[])"
            " AS given(id, due_at, lamp, version) WHERE ticket.id = given.id",
            [
                at,
                [one.id for one in moved],
                [one.due_at for one in moved],
                [one.lamp for one in moved],
                [one.version for one in moved],
            ],
        )


def tell_moved(moved: Sequence[Moved], calendar_version: int, at: datetime) -> None:
    """One event a ticket; open pages of the ticket and its enterprise hear it, boards hear the batch."""
    publish_many(
        [
            DeadlineMoved(
                at=at,
                actor_id=None,
                topics=(f"enterprise.{one.owner}", f"ticket.{one.ref}"),
                ref=one.ref,
                version=one.version,
                lamp=one.lamp,
                due_at=_iso(one.due_at),
                calendar_version=calendar_version,
                clocks=one.clocks,
                before=one.before,
                after=one.after,
            )
            for one in moved
        ]
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
