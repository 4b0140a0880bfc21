"""Changing what an account says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.create_user import stored_phone
from accounts.events import UserChanged
from accounts.models import Role, User
from core.outbox import publish
from core.refusals import NotAllowed

CHANGEABLE = frozenset({"name", "role", "email", "phone", "language", "is_active"})


@transaction.atomic
def change_user(*, actor: User, at: datetime, user_id: int, changes: dict[str, Any]) -> User:
    """The account with the changes (name, role, email, phone, language, is_active) applied."""
    user = User.objects.select_for_update().get(pk=user_id)

    if actor.role != Role.ADMIN:
        raise NotAllowed(_("只有管理员可以修改账号。"), remedy=_("请联系管理员。"))
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"not columns of an account that may be changed: {sorted(unknown)}")
    if "phone" in changes:
        changes = {**changes, "phone": stored_phone(changes["phone"])}

    changed = sorted(name for name, value in changes.items() if getattr(user, name) != value)
    if not changed:
        return user
    for name in changed:
        setattr(user, name, changes[name])
    user.is_staff = user.is_superuser = user.role == Role.ADMIN
    user.save()

    publish(UserChanged(at=at, actor_id=actor.pk, topics=(f"user.{user.pk}",), user=user.pk, fields=changed))
    return user
