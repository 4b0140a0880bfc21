"""/livez: this process answers. /readyz: the service makes progress; a probe for people, not for the proxy."""

from __future__ import annotations

from dataclasses import asdict

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.database import database_now
from core.heartbeats import signs


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Whether this process can answer at all; asks nothing of others, so that their faults do not restart it."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and relay, sweeps and workers move; else 503 with what stands still."""
    try:
        found = signs(database_now())
    except Error:
        return JsonResponse({"ready": False, "checks": [], "database": False}, status=503)
    ready = all(sign.well for sign in found)
    body = {"ready": ready, "database": True, "checks": [asdict(sign) for sign in found]}
    return JsonResponse(body, status=200 if ready else 503)
