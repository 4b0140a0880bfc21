"""Opening a shared cause (共性问题): many enterprises have one problem, and one unit answers for all."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from core.outbox import publish
from grid.selectors import zone_calendar
from tickets.actions._teamwork import people_of, room_for, steering, titled
from tickets.actions.assign_ticket import unit_named
from tickets.actions.join_cause import join_many
from tickets.events import CauseOpened
from tickets.models import Category, CommonCause
from tickets.rules import sla


@transaction.atomic
def open_cause(
    *,
    actor: User,
    at: datetime,
    uuid: uuids.UUID,
    title: str,
    unit: int,
    text: str = "",
    category: str = "",
    days: int | None = None,
    tickets: Sequence[str] = (),
) -> CommonCause:
    """A cause with its unit, its own date when `days` working days are given, and the tickets that share it."""
    steering(actor)
    chosen = unit_named(unit, at)
    room_for(len(tickets), field="tickets")
    kind = Category.objects.filter(code=category).first() if category else None

    cause = CommonCause.objects.create(
        uuid=uuid,
        ref=_number(at),
        title=titled(title),
        text=text.strip(),
        category=kind,
        unit=chosen,
        due_at=_due(days, at),
        created_by=actor,
        created_at=at,
    )

    publish(
        CauseOpened(
            at=at,
            actor_id=actor.pk,
            topics=(f"unit.{chosen.pk}", "board"),
            notify=tuple(set(people_of(chosen, None, timezone.localdate(at))) - {actor.pk}),
            ref=cause.ref,
            version=cause.version,
            title=cause.title,
            unit=chosen.pk,
        )
    )
    join_many(cause, list(dict.fromkeys(tickets)), actor=actor, at=at)
    return cause


def _due(days: int | None, at: datetime) -> datetime | None:
    if not days:
        return None
    calendar = zone_calendar()
    return sla.face(calendar, sla.started(days * calendar.day_seconds(), at), at).due_at


def _number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ticket_number')")
        (number,) = cursor.fetchone()
    return f"GX-{timezone.localtime(at):%Y%m%d}-{number:06d}"
