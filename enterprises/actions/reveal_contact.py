"""Looking at a whole telephone number, with a reason that is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.outbox import publish
from core.phones import show_phone
from enterprises.events import ContactRevealed
from enterprises.models import Contact


@transaction.atomic
def reveal_contact(*, actor: User, at: datetime, contact: Contact, reason: str) -> str:
    """The number as people write it."""
    publish(
        ContactRevealed(
            at=at,
            actor_id=actor.pk,
            topics=(),
            enterprise=str(contact.enterprise.uuid),
            contact=contact.pk,
            reason=reason,
        )
    )
    return show_phone(contact.phone)
