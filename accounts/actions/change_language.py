"""Choosing the language one reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.events import UserChanged
from accounts.models import User
from core.outbox import publish


@transaction.atomic
def change_language(*, actor: User, at: datetime, language: str) -> User:
    """Messages, mails and pages come in this language from now on."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if user.language == language:
        return user

    user.language = language
    user.save(update_fields=["language"])

    publish(
        UserChanged(at=at, actor_id=actor.pk, topics=(f"user.{user.pk}",), user=user.pk, fields=["language"])
    )
    return user
