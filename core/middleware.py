"""What every request carries: its id, returned so that a report can be found in the logs; a device's unsent work."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse

from core.context import set_request_id
from core.devices import STATE_HEADER, note_state

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[0-9A-Za-z-]{8,36}")


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get(HEADER, "")
        request_id = sent if ACCEPTED.fullmatch(sent) else str(uuid.uuid4())
        set_request_id(request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        return response


class DeviceStateMiddleware:
    """Keeps what a device says of its unsent work. Its failure is never the request's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = request.headers.get(STATE_HEADER)
        if said and request.user.is_authenticated:
            try:
                note_state(int(request.user.pk), said, agent=request.headers.get("User-Agent", ""))
            except Error:
                logger.warning("a device's state was not noted", exc_info=True)
        return response
