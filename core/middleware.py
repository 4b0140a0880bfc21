"""What every request carries and leaves: its id, by which a report is found; a line in the log; a device's state."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from core.context import set_request_id
from core.devices import STATE_HEADER, note_state
from core.tally import tally

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[0-9A-Za-z-]{8,36}")
PROBES = {"livez", "readyz", "metrics"}
logger = logging.getLogger("core.access")
trouble = logging.getLogger(__name__)


class RequestIdMiddleware:
    """The proxy or the page may bring an id; else one is made. It is returned with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get(HEADER, "")
        request_id = sent if ACCEPTED.fullmatch(sent) else str(uuid.uuid4())
        set_request_id(request_id)
        try:
            response = self.get_response(request)
        finally:
            # The thread goes on to other work, which is not this request's.
            set_request_id("")
        response[HEADER] = request_id
        return response


class AccessMiddleware:
    """One line and three counts a request: who (by number), where (by route), how it ended, how long, how many queries.

    The route, never the address: an address may hold what a person typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        queries = Queries()
        began = perf_counter()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        seconds = perf_counter() - began
        route = request.resolver_match.route if request.resolver_match else "no such address"
        if route in PROBES:
            return response
        method = request.method or ""
        facts = {
            # Only if somebody asked who it is: knowing costs two queries.
            "user_id": getattr(getattr(request, "_cached_user", None), "pk", None),
            "method": method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "queries": queries.count,
        }
        logger.info("request", extra={"facts": facts})
        tally.add("http_requests", method=method, route=route, status=str(response.status_code))
        tally.observe("http_seconds", seconds, route=route)
        return response


class Queries:
    """Counts what passes through the connection."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class ContentPolicyMiddleware:
    """What a page may load and run: the same for every page, unless an answer brings a stricter policy of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        policy: dict[str, list[str]] = settings.CONTENT_SECURITY_POLICY
        self.policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
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
                trouble.warning("a device's state was not noted", exc_info=True)
        return response
