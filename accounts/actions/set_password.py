"""A new password, by the person or by a reset mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.actions.revoke_sessions import revoke_sessions
from accounts.events import UserChanged
from accounts.models import User
from core.outbox import publish


@transaction.atomic
def set_password(*, actor: User | None, at: datetime, user: User, password: str) -> None:
    """The password is stored as a hash; every other sign-in of the person ends, as somebody may have had the old."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    revoke_sessions(actor=actor, at=at, user=user, reason="password_changed")

    publish(
        UserChanged(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"user.{user.pk}",),
            user=user.pk,
            fields=["password"],
        )
    )
