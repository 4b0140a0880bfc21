"""Taking a ledger out of the house leaves a trace: who, when, which one, how many rows, and by which conditions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.events import LedgerExported
from accounts.models import User
from core.outbox import publish


@transaction.atomic
def record_export(*, actor: User, at: datetime, ledger: str, rows: int, conditions: dict[str, str]) -> None:
    """Written before the first byte leaves."""
    publish(
        LedgerExported(
            at=at,
            actor_id=actor.pk,
            topics=(),
            user=actor.pk,
            ledger=ledger,
            rows=rows,
            conditions=conditions,
        )
    )
