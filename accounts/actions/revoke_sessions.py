"""Ending sign-ins before their time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.events import SessionRevoked
from accounts.models import User
from accounts.rules.sessions import digest
from core.outbox import publish


@transaction.atomic
def revoke_sessions(
    *,
    actor: User | None,
    at: datetime,
    user: User,
    reason: str,
    sessions: Collection[UserSession] | None = None,
) -> int:
    """End these sessions of the user, or all of them; open pages are told to close. Answers how many ended."""
    ended = list(UserSession.objects.filter(user=user)) if sessions is None else list(sessions)
    for session in ended:
        session.end()

    publish(
        SessionRevoked(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"user.{user.pk}",),
            user=user.pk,
            sessions=[] if sessions is None else sorted(digest(session.session_key) for session in ended),
            reason=reason,
        )
    )
    return len(ended)
