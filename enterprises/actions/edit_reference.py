"""Changing a row of a reference table: streets, industries, units, calendars, templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction

from accounts.models import User
from core.outbox import publish
from enterprises.events import ReferenceEdited


@transaction.atomic
def edit_reference(*, actor: User | None, at: datetime, row: models.Model, fields: Sequence[str]) -> None:
    """Save the row as it now stands, and say who changed which fields."""
    row.save()

    publish(
        ReferenceEdited(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(),
            table=type(row).__name__.lower(),
            key=str(row.pk),
            fields=sorted(fields),
        )
    )
