"""The front page, the demo's one-click doors, and the three shells of the browser app."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from accounts.backend import SignInBackend
from accounts.models import Language, User
from accounts.rules.devices import bind
from accounts.rules.homes import HOME, home, may_use
from accounts.selectors import demo_doors

BACKEND = f"{SignInBackend.__module__}.{SignInBackend.__qualname__}"
YEAR = 365 * 24 * 3600


@never_cache
@ensure_csrf_cookie
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Who is signed in goes home; others choose a door of the demo, or sign in."""
    if chosen := request.GET.get("language"):
        return _speak(request, chosen)
    after = _after(request, request.GET.get("next", ""))
    if isinstance(request.user, User) and not request.user.must_change_password:
        return redirect(after or home(request.user.role))
    context = {
        "after": after,
        "doors": demo_doors() if settings.DEMO else [],
        "simulated": settings.SIMULATED,
        "must_change": request.user.is_authenticated,
        "build": settings.BUILD,
    }
    return render(request, "accounts/front.html", context)


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click, no password: only for demo accounts, only while the demo is on."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, username=request.POST.get("username", ""), is_demo=True, is_active=True)
    login(request, user, backend=BACKEND)
    token = bind(request.session, user.role, request.POST.get("device", "desk"))
    request.new_device_token = token  # type: ignore[attr-defined]
    UserSession.objects.create_from_request(request)
    after = _after(request, request.POST.get("next", ""))
    return redirect(after if _opens(user, after) else home(user.role))


@never_cache
@ensure_csrf_cookie
@require_safe
def shell(request: HttpRequest, name: str, rest: str = "") -> HttpResponseBase:
    """The browser app for any path below its prefix; other roles are shown to their own door."""
    if not isinstance(request.user, User):
        return redirect(f"/?{urlencode({'next': request.get_full_path()})}")
    if not may_use(request.user.role, name):
        return redirect(home(request.user.role))
    page = Path(settings.STATIC_ROOT) / "app" / name / "index.html"
    if not page.is_file():
        return render(request, "accounts/not_built.html", status=503)
    return HttpResponse(page.read_bytes(), headers={"Cache-Control": "no-cache"})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The phone's service worker, from an address that gives it all of /m/ and nothing else."""
    script = Path(settings.STATIC_ROOT) / "app" / "m" / "sw.js"
    if not script.is_file():
        raise Http404
    return HttpResponse(
        script.read_bytes(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def mark(request: HttpRequest) -> HttpResponse:
    """The sign of the house, for pages that name none, such as the admin's."""
    return redirect(static("accounts/mark.svg"))


@never_cache
def to_front_page(request: HttpRequest) -> HttpResponse:
    """The admin has no sign-in form of its own, so that nobody gets around the lock-out."""
    return redirect(f"/?{urlencode({'next': request.GET.get('next', '/admin/')})}")


def _speak(request: HttpRequest, language: str) -> HttpResponse:
    rest = {name: value for name, value in request.GET.items() if name != "language"}
    response = redirect(f"/?{urlencode(rest)}" if rest else "/")
    if language in Language.values:
        response.set_cookie(
            "language", language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _after(request: HttpRequest, asked: str) -> str:
    """Where to go after sign-in: a path of this host below a shell or the admin, or nowhere."""
    known = asked.startswith(("/admin/", *(f"/{name}/" for name in set(HOME.values()))))
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if known and safe else ""


def _opens(user: User, path: str) -> bool:
    return may_use(user.role, path.strip("/").partition("/")[0]) or (
        path.startswith("/admin/") and user.is_staff
    )
