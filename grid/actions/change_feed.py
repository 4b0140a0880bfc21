"""The secret address of one's calendar feed: made anew, or revoked."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.outbox import publish
from grid.events import CalendarFeedChanged
from grid.models import CalendarFeed
from grid.selectors.feeds import digest_of


@transaction.atomic
def make_feed(*, actor: User, at: datetime) -> str:
    """A new secret, told once and never again; the one before stops working."""
    token = secrets.token_urlsafe(32)

    CalendarFeed.objects.update_or_create(user=actor, defaults={"digest": digest_of(token), "made_at": at})

    publish(_changed(actor, at, made=True))
    return token


@transaction.atomic
def revoke_feed(*, actor: User, at: datetime) -> None:
    """The address stops working; without one nothing happens."""
    gone, _ = CalendarFeed.objects.filter(user=actor).delete()

    if gone:
        publish(_changed(actor, at, made=False))


def _changed(actor: User, at: datetime, *, made: bool) -> CalendarFeedChanged:
    return CalendarFeedChanged(
        at=at, actor_id=actor.pk, topics=(f"user.{actor.pk}",), user=actor.pk, made=made
    )
