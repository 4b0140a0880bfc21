"""Sessions in the database, found by a prepared read: every request begins with one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from core.prepared import Given, Prepared

_ALIVE = Prepared(
    lambda _: Session.objects.filter(
        session_key=Given("key", CharField(max_length=40)), expire_date__gt=Given("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """Django's own store; only the look-up differs."""

    def _get_session_from_db(self) -> Any:
        found = _ALIVE.first(None, key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
