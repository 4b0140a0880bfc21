"""Put the named people into a grid's database and print their sessions: python -m tests.whole.settle."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django


def begin() -> None:
    """Django, in the environment of the grid."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def session_of(user: Any) -> str:
    """The key of a new sign-in."""
    from allauth.usersessions.models import UserSession
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.sessions import SessionStore
    from tests.browser import BACKEND

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    UserSession.objects.create(
        user=user, session_key=session.session_key, ip="127.0.0.1", user_agent="settled"
    )
    return str(session.session_key)


def main() -> None:
    begin()
    from tests.people import build_world

    people = build_world()
    sessions = {}
    for name in ("ada", "ben", "cleo", "dora", "eva", "finn", "lena", "adam"):
        user = getattr(people, name)
        sessions[name] = {"id": user.pk, "session": session_of(user)}
    sys.stdout.write(json.dumps(sessions))


if __name__ == "__main__":
    main()
