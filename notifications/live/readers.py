"""Who is at the other end of a socket, and what that person may watch: read anew, never remembered for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import time
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from channels.db import database_sync_to_async
from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from accounts.models import Role, User
from accounts.rules.devices import COOKIE as DEVICE_COOKIE
from accounts.rules.devices import is_bound_to, is_phone
from accounts.sessions import SessionStore, signed_in
from core.registry import registry
from core.scope import Scope

P = ParamSpec("P")
T = TypeVar("T")
_threads = ThreadPoolExecutor(4, thread_name_prefix="live-database")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A signed-in person, as the last look found them."""

    user_id: int
    is_contact: bool
    scope: Scope


async def in_database(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a read off the event loop; its connection goes back to the pool before this returns.

    Shielded, because a page that leaves must not cut a thread off from giving its connection back.
    """
    call = database_sync_to_async(do, thread_sensitive=False, executor=_threads)
    result: T = await asyncio.shield(call(*args, **kwargs))
    return result


def identify(cookies: Mapping[str, str]) -> Reader | None:
    """The reader behind a page's cookies; None for everybody whom the middleware of HTTP would not let in either."""
    session_key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return None
    request = HttpRequest()
    request.session = SessionStore(session_key)
    if not _keeps(request.session, cookies.get(DEVICE_COOKIE, "")):
        return None
    user = signed_in(request)
    if not isinstance(user, User) or not user.is_active or user.must_change_password:
        return None
    return Reader(user_id=user.pk, is_contact=user.role == Role.CONTACT, scope=registry.scope(user))


def permitted(reader: Reader, topics: Collection[str]) -> frozenset[str]:
    """Those of the topics that the reader may watch."""
    return frozenset(topic for topic in topics if registry.can_join(reader.scope, topic))


def origin_allowed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the page that opens the socket is ours: the public address, or the very host it asks."""
    origin = headers.get(b"origin", b"").decode("latin-1")
    if origin == settings.PUBLIC_URL:
        return True
    host = headers.get(b"host", b"").decode("latin-1").lower()
    known = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return known and urlsplit(origin).netloc.lower() == host


def _keeps(session: Any, device: str) -> bool:
    """As accounts.middleware: a phone's session needs that phone's cookie, a desk's must not rest for too long."""
    if is_phone(session):
        return is_bound_to(session, device)
    used = int(session.get("used_at", 0))
    return not 0 < used < time() - settings.DESK_IDLE_SECONDS
