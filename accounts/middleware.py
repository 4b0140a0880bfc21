"""The reader's language, how long a session may rest, and whether a one-time password is still to be changed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules.devices import COOKIE, is_bound_to, is_phone
from accounts.sessions import signed_in
from core.api.problems import plain_problem

GetResponse = Callable[[HttpRequest], HttpResponse]
TOUCH_EVERY = 60
CLOSED_UNTIL_CHANGED = ("/m/", "/e/", "/desk/", "/admin/")


class LanguageMiddleware:
    """The language of an earlier choice (cookie), else the one the browser asks for, else Chinese."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get("language") or request.headers.get("Accept-Language", "")
        language = "en" if asked.lower().startswith("en") else "zh-hans"
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own; only who it is comes with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _known(request))  # type: ignore[assignment]


def _known(request: Any) -> User | AnonymousUser:
    if not hasattr(request, "_cached_user"):
        request._cached_user = signed_in(request)  # noqa: SLF001 - the name that django.contrib.auth gives it
    found: User | AnonymousUser = request._cached_user  # noqa: SLF001
    return found


class SessionAgeMiddleware:
    """A desk session ends after half an hour without a request; a phone session is bound to its device for a month.

    The last use is written at most once a minute.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session:
            keep = self._phone if is_phone(request.session) else self._desk
            keep(request)
        response = self.get_response(request)
        if token := getattr(request, "new_device_token", None):
            response.set_cookie(
                COOKIE,
                token,
                max_age=settings.SESSION_COOKIE_AGE,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _desk(self, request: HttpRequest) -> None:
        now, used = int(time()), request.session.get("used_at", 0)
        if used and now - used > settings.DESK_IDLE_SECONDS:
            request.session.flush()
        elif now - used > TOUCH_EVERY:
            request.session["used_at"] = now

    def _phone(self, request: HttpRequest) -> None:
        if not is_bound_to(request.session, request.COOKIES.get(COOKIE, "")):
            request.session.flush()


class OneTimePasswordMiddleware:
    """Who signed in with a one-time password chooses an own one before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page, api = request.path.startswith(CLOSED_UNTIL_CHANGED), request.path.startswith("/api/")
        if (page or api) and isinstance(request.user, User) and request.user.must_change_password:
            if page:
                return redirect("/")
            return plain_problem(
                request, HTTPStatus.FORBIDDEN, "password_change_required", _("请先设置自己的密码。")
            )
        return self.get_response(request)
