"""Sessions in the database: one prepared read finds a session and who is signed in by it. Every request begins so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django.db.models import CharField, DateTimeField, OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from core.prepared import Given, Prepared

KEY = Given("key", CharField(max_length=40))
_ALIVE = Session.objects.filter(expire_date__gt=Given("now", DateTimeField()))
_session = Prepared(lambda _: _ALIVE.filter(session_key=KEY))
_person = Prepared(
    lambda _: User.objects.filter(usersession__session_key=KEY).annotate(
        kept=Subquery(_ALIVE.filter(session_key=OuterRef("usersession__session_key")).values("session_data"))
    )
)


class SessionStore(db.SessionStore):
    """Django's own store; only the look-up differs. `person` is whom the list of sign-ins names beside the session."""

    person: User | None = None

    def save(self, must_create: bool = False) -> None:
        """As Django's, which takes a database that went away for a session that somebody ended, and answers 400."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise

    def _get_session_from_db(self) -> Any:
        known = {"key": self.session_key, "now": timezone.now()}
        person = _person.first(None, **known)
        if person is not None and person.kept is not None:
            self.person = person
            return SimpleNamespace(session_data=person.kept)
        found = _session.first(None, **known)
        if found is None:
            self._session_key = None
        return found


def signed_in(request: HttpRequest) -> User | AnonymousUser:
    """Whom the request's session speaks for, by the rules of django.contrib.auth; mostly without a further read."""
    session = request.session
    user_id, proof = session.get(auth.SESSION_KEY), session.get(auth.HASH_SESSION_KEY, "")
    person: User | None = getattr(session, "person", None)
    if (
        person is not None
        and str(person.pk) == user_id
        and person.is_active
        and session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(proof, person.get_session_auth_hash())
    ):
        return person
    found: User | AnonymousUser = auth.get_user(request)
    return found
