"""/livez: this process answers. /readyz: the service makes progress; a probe for people, not for the proxy."""

from __future__ import annotations

from dataclasses import asdict

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.api.insiders import is_insider
from core.database import database_now
from core.heartbeats import Sign, signs


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Whether this process can answer at all; asks nothing of others, so that their faults do not restart it."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and relay, sweeps and workers move; else 503.

    What stands still is told to administrators and to this machine; everybody else reads `ready` alone.
    """
    try:
        found = signs(database_now())
        insider = is_insider(request)
    except Error:
        return JsonResponse({"ready": False, "database": False}, status=503)
    ready = all(sign.well for sign in found)
    body = {"ready": ready, "database": True, "checks": [_shown(sign) for sign in found]}
    return JsonResponse(body if insider else {"ready": ready}, status=200 if ready else 503)


def _shown(sign: Sign) -> dict[str, object]:
    return {**asdict(sign), "words": sign.words}
