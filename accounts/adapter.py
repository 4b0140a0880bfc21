"""How sign-in differs from allauth's defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone, translation

from accounts.actions.revoke_sessions import revoke_sessions
from accounts.actions.set_password import set_password
from accounts.models import User
from accounts.rules.devices import HEADER, bind


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator or by an invitation, never by a passer-by."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """The page says on which kind of device somebody signs in; it decides how long the session may rest."""
        super().login(request, user)
        token = bind(request.session, user.role, request.headers.get(HEADER, "desk"))
        request.new_device_token = token  # type: ignore[attr-defined]

    def logout(self, request: HttpRequest) -> None:
        """Pages still open in this session are told to close."""
        key, user = request.session.session_key, request.user
        if isinstance(user, User) and key:
            current = UserSession.objects.filter(session_key=key)
            revoke_sessions(
                actor=user, at=timezone.now(), user=user, reason="signed_out", sessions=list(current)
            )
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every other sign-in."""
        set_password(actor=user, at=timezone.now(), user=user, password=password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails come in the language of the person, not of the request."""
        user = context.get("user")
        with translation.override(user.language if isinstance(user, User) else None):
            super().send_mail(template_prefix, email, context)


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """Somebody ends sign-ins from the list of devices."""
        if sessions:
            revoke_sessions(
                actor=context.request.user,
                at=timezone.now(),
                user=sessions[0].user,
                reason="signed_out",
                sessions=sessions,
            )
