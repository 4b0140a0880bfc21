"""The live process: WebSockets at /live, and nothing else but a word on its health. All HTTP is served by WSGI."""

from __future__ import annotations

import os
from time import monotonic
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import Error  # noqa: E402
from django.urls import path  # noqa: E402

from notifications.consumers import LiveConsumer  # noqa: E402
from notifications.live.hub import current_hub  # noqa: E402
from notifications.live.publisher import live_channel  # noqa: E402

SILENT = 30.0
"""Seconds without having read the feed's head after which the hub counts as stuck."""


async def health(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """/livez: this process answers. /readyz: it follows the feed, and so reaches the database. Else 404."""
    if scope["path"] == "/livez":
        status, body = 200, b"ok\n"
    elif scope["path"] == "/readyz":
        ready = await _follows()
        status, body = (200, b'{"ready":true,"database":true}') if ready else (503, b'{"ready":false}')
    else:
        status, body = 404, b"not here\n"
    kind = b"application/json" if body.startswith(b"{") else b"text/plain"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _follows() -> bool:
    """Whether the hub keeps reading the feed; asking starts it, so that progress is shown before the first page."""
    try:
        hub = await current_hub(settings.REDIS_URL, live_channel())
    except Error:
        return False
    return monotonic() - hub.progressed_at < SILENT


async def refuse(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A socket at any other address is refused before it opens."""
    await send({"type": "websocket.close", "code": 1000})


live: Any = CookieMiddleware(LiveConsumer.as_asgi())
elsewhere: Any = refuse
sockets = URLRouter([path("live", live), path("<path:other>", elsewhere)])
application = ProtocolTypeRouter({"http": health, "websocket": sockets})
