"""Who may see how the service is doing inside: administrators, and whoever asks on this machine itself."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest


def is_insider(request: HttpRequest) -> bool:
    """Whether an administrator asks, or a process of this machine without the proxy in between."""
    return from_here(request) or bool(getattr(request.user, "is_superuser", False))


def from_here(request: HttpRequest) -> bool:
    """Whether the line itself begins on this machine. The proxy always says for whom it asks; a probe never does."""
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
