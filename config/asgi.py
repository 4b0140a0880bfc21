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
from django.urls import path  # noqa: E402

from notifications.consumers import LiveConsumer  # noqa: E402
from notifications.live.hub import running_hub  # noqa: E402

SILENT = 30.0
"""Seconds without having read the feed's head after which the hub counts as stuck."""


async def health(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """/livez says whether the hub still follows the feed; every other address is 404."""
    hub = running_hub()
    well = hub is None or monotonic() - hub.progressed_at < SILENT
    status = (200 if well else 503) if scope["path"] == "/livez" else 404
    body = {200: b"ok\n", 503: b"the hub stands still\n", 404: b"not here\n"}[status]
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refuse(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A socket at any other address is refused before it opens."""
    await send({"type": "websocket.close", "code": 1000})


live: Any = CookieMiddleware(LiveConsumer.as_asgi())
elsewhere: Any = refuse
sockets = URLRouter([path("live", live), path("<path:other>", elsewhere)])
application = ProtocolTypeRouter({"http": health, "websocket": sockets})
