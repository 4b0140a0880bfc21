"""The reader: who one is, and one's day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.change_language import change_language
from accounts.models import STAFF, User
from accounts.rules.homes import home
from core.api.views import ScopedView
from core.models import Feed
from grid.api.inputs import LanguageInput
from grid.api.serializers import MeSerializer, TodaySerializer
from grid.models import Visit
from grid.selectors.me import place_of_user
from grid.selectors.today import today_of

YEAR = 365 * 24 * 3600


class MeView(ScopedView):
    """The reader's own account; there is no row of another to cut away."""

    model = None

    @extend_schema(operation_id="get_me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in, where this person stands, and which face is home."""
        return Response(MeSerializer(_me(self.actor)).data)

    @extend_schema(operation_id="change_me", request=LanguageInput, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Choose the language of pages, messages and mails."""
        user = change_language(actor=self.actor, at=timezone.now(), **self.sent(LanguageInput))
        response = Response(MeSerializer(_me(user)).data)
        request.session["language"] = user.language
        response.set_cookie(
            "language", user.language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
        return response


class TodayView(ScopedView):
    model = Visit
    roles = STAFF

    @extend_schema(operation_id="get_today", responses=TodaySerializer)
    def get(self, request: Request) -> Response:
        """Whom to visit today and why; a page adds the tickets that it asks of /tickets."""
        return Response(TodaySerializer(today_of(self.scope, timezone.now())).data)


def _me(user: User) -> dict[str, Any]:
    place = place_of_user(user, on=timezone.localdate())
    return {
        "id": user.pk,
        "username": user.username,
        "name": user.name,
        "role": user.role,
        "language": user.language,
        "units": place.units,
        "enterprise": place.enterprise,
        "home": home(user.role),
        "demo": settings.DEMO,
        **Feed.objects.values("epoch", "head").get(pk=1),
        "server_time": timezone.now(),
        "build": settings.BUILD,
    }
