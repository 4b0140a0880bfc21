"""Calendars: read by staff, changed by coordinators and administrators, tried on the open deadlines before."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ScopedView
from core.refusals import InvalidField
from grid.actions.change_calendar import change_calendar
from grid.models import WorkingCalendar
from tickets.actions.preview_calendar import preview_calendar
from tickets.api.calendar_inputs import CalendarChangeInput, change_of
from tickets.models import ClockKind, Recount
from tickets.selectors.calendars import calendar_detail, calendar_list

READS = frozenset({"coordinator", "leader", "admin"})
CHANGES = frozenset({"coordinator", "admin"})


class RecountSerializer(s.Serializer[Any]):
    version = s.IntegerField()
    done = s.IntegerField()
    total = s.IntegerField()
    moved = s.IntegerField()
    finished_at = s.DateTimeField(allow_null=True)


class CalendarRefSerializer(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()
    timezone = s.CharField()
    version = s.IntegerField()
    units = s.ListField(child=s.CharField())


class SeasonSerializer(s.Serializer[Any]):
    name = s.CharField()
    first = s.CharField()
    last = s.CharField()
    hours = s.DictField()


class YearlyDaySerializer(s.Serializer[Any]):
    day = s.CharField()
    name = s.CharField()


class CalendarDaySerializer(s.Serializer[Any]):
    date = s.DateField()
    works = s.BooleanField()
    kind = s.CharField()
    name = s.CharField()
    hours = s.ListField(child=s.ListField(child=s.CharField()))
    by_hand = s.BooleanField()
    provisional = s.BooleanField()


class CalendarDetailSerializer(CalendarRefSerializer):
    base = s.CharField(allow_null=True)
    hours = s.DictField()
    seasons = SeasonSerializer(many=True)
    yearly = YearlyDaySerializer(many=True)
    provisional_from = s.DateField(allow_null=True)
    year = s.IntegerField()
    working_days = s.IntegerField()
    days = CalendarDaySerializer(many=True)
    recount = RecountSerializer(allow_null=True)


class ChangedDaySerializer(s.Serializer[Any]):
    date = s.DateField()
    name = s.CharField()
    worked = s.BooleanField()
    works = s.BooleanField()
    past = s.BooleanField()


class MovedDeadlineSerializer(s.Serializer[Any]):
    ref = s.CharField()
    title = s.CharField()
    firm = s.CharField()
    kind = s.ChoiceField(choices=ClockKind.choices)
    was_due_at = s.DateTimeField()
    due_at = s.DateTimeField(allow_null=True)


class CalendarPreviewSerializer(s.Serializer[Any]):
    days = ChangedDaySerializer(many=True)
    checked = s.IntegerField()
    moved = s.IntegerField()
    tickets = s.IntegerField()
    later = s.IntegerField()
    earlier = s.IntegerField()
    by_kind = s.DictField(child=s.IntegerField())
    items = MovedDeadlineSerializer(many=True)


class CalendarListView(ScopedView):
    """All calendars, the zone's first. They are the zone's, so no row is scoped; the roles are."""

    model = None
    roles = READS

    @extend_schema(responses=CalendarRefSerializer(many=True), operation_id="list_calendars")
    def get(self, request: Request) -> Response:
        return Response(calendar_list())


class CalendarView(ScopedView):
    """One calendar with the days of a year, and how far its last change has come. Scoped by role alone."""

    model = None
    roles = READS
    needs_version = True

    @extend_schema(
        parameters=[OpenApiParameter("year", int)],
        responses=CalendarDetailSerializer,
        operation_id="get_calendar",
    )
    def get(self, request: Request, code: str) -> Response:
        return _answer(code, _year(request))

    @extend_schema(
        parameters=[OpenApiParameter("year", int)],
        request=CalendarChangeInput,
        responses=CalendarDetailSerializer,
        operation_id="change_calendar",
    )
    def patch(self, request: Request, code: str) -> Response:
        change, year = change_of(self.sent(CalendarChangeInput)), _year(request)
        version = self.expected_version()
        change_calendar(actor=self.actor, at=timezone.now(), code=code, version=version, change=change)
        return _answer(code, year)


class CalendarPreviewView(ScopedView):
    """What the change would do to open deadlines; nothing is changed. Scoped by role alone."""

    model = None
    roles = CHANGES
    needs_version = True

    @extend_schema(
        request=CalendarChangeInput, responses=CalendarPreviewSerializer, operation_id="preview_calendar"
    )
    def post(self, request: Request, code: str) -> Response:
        change, version = change_of(self.sent(CalendarChangeInput)), self.expected_version()
        at = timezone.now()
        return Response(preview_calendar(actor=self.actor, at=at, code=code, version=version, change=change))


def _answer(code: str, year: int) -> Response:
    row = WorkingCalendar.objects.filter(code=code).select_related("base").first()
    if row is None:
        raise Http404
    detail = calendar_detail(row, year)
    run = Recount.objects.filter(calendar=row).order_by("-id").values(*RecountSerializer().fields).first()
    return Response({**detail, "recount": run}, headers={"ETag": f'"{row.version}"'})


def _year(request: Request) -> int:
    asked = request.query_params.get("year") or str(timezone.localdate().year)
    if not asked.isascii() or not asked.isdigit() or not 2000 <= int(asked[:5]) <= 2100:
        raise InvalidField("2000–2100", field="year")
    return int(asked)
