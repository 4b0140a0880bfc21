"""Entering or correcting a person to call."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.phones import parse_phone
from core.refusals import InvalidField
from enterprises.actions._entry import ask_keeper
from enterprises.events import ContactSaved
from enterprises.models import Contact, Enterprise


@transaction.atomic
def save_contact(
    *,
    actor: User | None,
    at: datetime,
    enterprise: Enterprise,
    name: str,
    phone: str,
    title: str = "",
    is_primary: bool = False,
    user: User | None = None,
    contact: Contact | None = None,
) -> Contact:
    """A new contact, or `contact` with what it now says. A new primary contact replaces the one before."""
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)

    ask_keeper(actor)
    try:
        number = parse_phone(phone)
    except ValueError as error:
        raise InvalidField(
            _("电话号码无法识别。"), field="phone", remedy=_("请写 11 位手机号,或带区号的座机号。")
        ) from error

    if is_primary:
        Contact.objects.filter(enterprise=enterprise, is_primary=True).update(is_primary=False)
    row = contact or Contact(enterprise=enterprise)
    row.name, row.title, row.phone, row.is_primary, row.user = name.strip(), title, number, is_primary, user
    row.save()

    publish(
        ContactSaved(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"enterprise.{enterprise.uuid}",),
            enterprise=str(enterprise.uuid),
            contact=row.pk,
            name=row.name,
        )
    )
    return row
