"""Giving a one-time password."""

from __future__ import annotations

from datetime import datetime
from secrets import choice

from django.db import transaction

from accounts.actions.set_password import set_password
from accounts.models import User

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 16


def one_time_password() -> str:
    """Sixteen characters that cannot be confused when read aloud."""
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


@transaction.atomic
def give_password(*, actor: User | None, at: datetime, user: User) -> str:
    """A new password that must be changed at the first sign-in; shown once, to who asked for it."""
    password = one_time_password()
    set_password(actor=actor, at=at, user=user, password=password)

    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    return password
