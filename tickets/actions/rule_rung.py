"""Ruling on a returned rung: granted, it steps down to those below; refused, the receiver must accept it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from tickets.actions import _ladder
from tickets.actions._transition import ask, lock, reason_given, record, write
from tickets.events import RungRuled
from tickets.models import Ticket


@transaction.atomic
def rule_rung(*, ref: str, actor: User, at: datetime, version: int, decision: str, reason: str) -> Ticket:
    """Final either way: a rung that stepped down is not fired again for this promise."""
    locked = lock(ref=ref, actor=actor, at=at, version=version)

    row = ask(locked, "rule_rung")
    given, level = reason_given(reason), locked.ticket.rung

    _ladder.rule(locked.ledger, locked.ticket, at, actor, granted=decision == "granted", reason=given)
    write(locked, row)

    return record(locked, RungRuled, level=level, decision=decision, reason=given)
