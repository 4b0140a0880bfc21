"""Who signs in, as allauth knows them; who is signed in, by a prepared read: every request asks it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField

from accounts.models import User
from core.prepared import Given, Prepared

_USER = Prepared(lambda _: User.objects.filter(pk=Given("user", BigIntegerField())))


class SignInBackend(AuthenticationBackend):
    """allauth's own backend; only the look-up of the signed-in person differs."""

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = _USER.first(None, user=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
