"""Planned visits: a week reckoned, single visits put in, moved and struck out, and the feed for calendar programs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF, User
from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Query, Text, Whole
from core.api.views import ScopedView
from grid.actions._planner import VISITORS
from grid.actions.change_feed import make_feed, revoke_feed
from grid.actions.move_planned_visit import drop_planned_visit, move_planned_visit
from grid.actions.plan_visit import plan_visit
from grid.actions.plan_week import plan_week
from grid.api.serializers.plans import (
    FeedSerializer,
    NewFeedSerializer,
    PlanAnswerSerializer,
    PlannedVisitSerializer,
    PlannedWeekSerializer,
    PlanSerializer,
)
from grid.models import CalendarFeed, Membership, PlannedVisit
from grid.selectors import zone_calendar
from grid.selectors.feeds import feed_file
from grid.selectors.plans import plan_rows, week_of

SHOWN = timedelta(days=13)
MOST = 500
FAR = timedelta(days=366)


class PlanFilter(Query):
    first = serializers.DateField(required=False)
    unit = Whole(required=False, min_value=1, max_value=2**31 - 1)


class PlanInput(CreateInput):
    enterprise = serializers.UUIDField()
    on = serializers.DateField()
    cadre = Whole(min_value=1, max_value=2**31 - 1, required=False)
    purpose = Text(max_length=200, required=False, allow_blank=True, default="")


class WeekInput(Input):
    monday = serializers.DateField()
    cadre = Whole(min_value=1, max_value=2**31 - 1, required=False)


class MoveInput(Input):
    on = serializers.DateField()


class DropInput(Input):
    reason = Text(min_length=2, max_length=200)


class PlansView(ScopedView):
    model = PlannedVisit
    roles = STAFF
    idempotent_create = True

    @extend_schema(operation_id="list_plans", parameters=[PlanFilter], responses=PlanSerializer)
    def get(self, request: Request) -> Response:
        """Two weeks of planned visits from the Monday of a day: one's own, or those of a unit's people."""
        asked = self.asked(PlanFilter)
        first, _ = week_of(_near(asked.get("first", timezone.localdate())))
        rows = plan_rows(self.scope, first=first, last=first + SHOWN)
        if "unit" in asked:
            people = Membership.objects.current(timezone.localdate()).filter(unit_id=asked["unit"])
            rows = rows.filter(cadre_id__in=people.values("user_id"))
        else:
            rows = rows.filter(cadre_id=self.actor.pk)
        return Response(PlanSerializer({"first": first, "days": _days(first), "visits": rows[:MOST]}).data)

    @extend_schema(operation_id="plan_visit", request=PlanInput, responses={201: PlanAnswerSerializer})
    def post(self, request: Request) -> Response:
        """Plan one visit. One planned there within three days takes it in; `in_week` says how often somebody comes."""
        body = self.sent(PlanInput)
        cadre = _person(body.pop("cadre", self.actor.pk))

        def do() -> dict[str, Any]:
            planned = plan_visit(actor=self.actor, at=timezone.now(), cadre=cadre, **body)
            visit = shown(self, planned.visit.pk)
            answer = {"visit": visit, "merged": planned.merged, "in_week": planned.in_week}
            return dict(PlanAnswerSerializer(answer).data)

        return create_once(request, self.decoded, do)


class PlanWeekView(ScopedView):
    model = PlannedVisit
    roles = STAFF
    also_refuses = frozenset({404})

    @extend_schema(operation_id="plan_week", request=WeekInput, responses=PlannedWeekSerializer)
    def post(self, request: Request) -> Response:
        """Reckon the open days of somebody's week anew; what people put or struck out themselves stays."""
        body = self.sent(WeekInput)
        week = plan_week(
            actor=self.actor,
            at=timezone.now(),
            cadre=_person(body.get("cadre", self.actor.pk)),
            monday=body["monday"],
        )
        return Response(PlannedWeekSerializer(week).data)


class PlanMoveView(ScopedView):
    model = PlannedVisit
    roles = STAFF
    needs_version = True

    @extend_schema(operation_id="move_planned_visit", request=MoveInput, responses=PlannedVisitSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        """To another working day."""
        body, planned = self.sent(MoveInput), self.find(uuid=uuid)
        move_planned_visit(
            actor=self.actor,
            at=timezone.now(),
            planned_id=planned.pk,
            version=self.expected_version(),
            on=body["on"],
        )
        return Response(PlannedVisitSerializer(shown(self, planned.pk)).data)


class PlanDropView(ScopedView):
    model = PlannedVisit
    roles = STAFF
    needs_version = True

    @extend_schema(operation_id="drop_planned_visit", request=DropInput, responses={204: None})
    def post(self, request: Request, uuid: UUID) -> Response:
        """Strike it out and say why."""
        body, planned = self.sent(DropInput), self.find(uuid=uuid)
        drop_planned_visit(
            actor=self.actor,
            at=timezone.now(),
            planned_id=planned.pk,
            version=self.expected_version(),
            **body,
        )
        return Response(status=204)


class CalendarFeedView(ScopedView):
    """One's own feed; there is no row of another to cut away."""

    model = None
    roles = VISITORS

    @extend_schema(operation_id="get_calendar_feed", responses=FeedSerializer)
    def get(self, request: Request) -> Response:
        """When the address was made, if there is one; the address itself is told only once."""
        feed = CalendarFeed.objects.filter(user=self.actor).first()
        return Response(FeedSerializer({"made_at": feed.made_at if feed else None}).data)

    @extend_schema(operation_id="make_calendar_feed", request=None, responses=NewFeedSerializer)
    def post(self, request: Request) -> Response:
        """A new secret address; the one before stops working."""
        token = make_feed(actor=self.actor, at=timezone.now())
        return Response(NewFeedSerializer({"address": f"{settings.PUBLIC_URL}/calendar/{token}.ics"}).data)

    @extend_schema(operation_id="revoke_calendar_feed", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """The address stops working."""
        revoke_feed(actor=self.actor, at=timezone.now())
        return Response(status=204)


def shown(view: ScopedView, pk: int) -> PlannedVisit:
    """One planned visit as a list shows it."""
    planned: PlannedVisit = plan_rows(view.scope, first=date.min, last=date.max).get(pk=pk)
    return planned


@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as a file for calendar programs, for whoever has the secret; nobody is signed in."""
    text = feed_file(token, timezone.now(), home=settings.PUBLIC_URL)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _days(first: date) -> list[dict[str, Any]]:
    calendar = zone_calendar()
    days = [first + timedelta(days=number) for number in range(SHOWN.days + 1)]
    return [
        {"date": day, "works": calendar.is_working(day), "name": calendar.names.get(day) or ""}
        for day in days
    ]


def _near(day: date) -> date:
    """A day of this year or the next; any other is this one, so that no arithmetic leaves the calendar."""
    today = timezone.localdate()
    return min(max(day, today - FAR), today + FAR)


def _person(pk: int) -> User:
    """An active account that visits. Http404 otherwise."""
    found = User.objects.filter(pk=pk, is_active=True, role__in=VISITORS).first()
    if found is None:
        raise Http404
    return found
