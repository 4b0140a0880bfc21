"""Closing an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.revoke_sessions import revoke_sessions
from accounts.events import UserDisabled
from accounts.models import Role, User
from core.outbox import publish
from core.refusals import NotAllowed, WrongState


@transaction.atomic
def disable_user(*, actor: User, at: datetime, user: User, reason: str) -> User:
    """No sign-in from now on, and every open session ends; what the person wrote stays."""
    user = User.objects.select_for_update().get(pk=user.pk)

    if actor.role != Role.ADMIN:
        raise NotAllowed(_("只有管理员可以停用账号。"), remedy=_("请联系管理员。"))
    if user.pk == actor.pk:
        raise WrongState(_("不能停用自己的账号。"), remedy=_("请由另一位管理员操作。"))

    user.is_active = False
    user.save(update_fields=["is_active"])
    revoke_sessions(actor=actor, at=at, user=user, reason="disabled")

    publish(UserDisabled(at=at, actor_id=actor.pk, topics=(f"user.{user.pk}",), user=user.pk, reason=reason))
    return user
