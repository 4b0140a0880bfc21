"""The reader's language, and how long a session may rest."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]
TOUCH_EVERY = 60


class LanguageMiddleware:
    """The language asked for by the request's header, else the cookie of an earlier choice, else Chinese."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get("language") or request.headers.get("Accept-Language", "")
        language = "en" if asked.lower().startswith("en") else "zh-hans"
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionAgeMiddleware:
    """A desk session ends after half an hour without a request; a phone session is bound to its device for a month.

    `device` is put into the session at sign-in. The last use is written at most once a minute.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if "_auth_user_id" in session and session.get("device") != "phone":
            now, used = int(time()), session.get("used_at", 0)
            if used and now - used > settings.DESK_IDLE_SECONDS:
                session.flush()
            elif now - used > TOUCH_EVERY:
                session["used_at"] = now
        return self.get_response(request)
