"""Gives each request its id and returns it, so that a user's report can be found in the logs."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.context import set_request_id

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
