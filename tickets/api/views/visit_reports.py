"""One visit fills every report: the day's, the week's, the unit's."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.exports import EXPORTED, SPREADSHEET, ExportView
from accounts.api.serializers import PersonSerializer
from accounts.models import STAFF
from core.api.inputs import Query, Whole
from core.api.views import ScopedView
from core.api.workbook import Column
from enterprises.api.serializers import EnterpriseRefSerializer
from grid.api.ledgers import VISITS
from grid.api.serializers import UnitRefSerializer
from grid.models import Visit
from grid.selectors.visits import visit_rows
from tickets.api.serializers import CategoryRefSerializer
from tickets.models import Ticket
from tickets.rules.reporting import EARLIEST, LATEST, Period, Span, span_of
from tickets.selectors.visit_report import reported_visits, unit_of_report, visit_report


class ReportFilter(Query):
    period = s.ChoiceField(
        choices=[one.value for one in Period], required=False, help_text="A week is Monday to Sunday."
    )
    on = s.DateField(required=False, help_text="The day, or any day of the week. Today without.")
    unit = Whole(required=False, min_value=1, max_value=2**63 - 1, help_text="All one reports on without.")

    def validate_on(self, value: Any) -> Any:
        if not EARLIEST <= value <= LATEST:
            raise s.ValidationError(
                _("日期要在 %(first)s 到 %(last)s 之间。") % {"first": EARLIEST, "last": LATEST}
            )
        return value


class VisitTotalSerializer(s.Serializer[Any]):
    total = s.IntegerField()
    enterprises = s.IntegerField()
    people = s.IntegerField()


class PersonLineSerializer(s.Serializer[Any]):
    person = PersonSerializer()
    visits = s.IntegerField()
    enterprises = s.IntegerField()
    problems = s.IntegerField()


class ProductionSeenSerializer(s.Serializer[Any]):
    """Rates in percent, null when nothing was seen."""

    reporting = s.IntegerField()
    resumed = s.IntegerField()
    partly = s.IntegerField()
    stopped = s.IntegerField()
    resumed_rate = s.FloatField(allow_null=True)
    expected = s.IntegerField()
    returned = s.IntegerField()
    returned_rate = s.FloatField(allow_null=True)
    capacity = s.FloatField(allow_null=True)


class ProblemLineSerializer(s.Serializer[Any]):
    category = CategoryRefSerializer()
    raised = s.IntegerField()
    solved = s.IntegerField()
    open = s.IntegerField()


class ProblemsRaisedSerializer(s.Serializer[Any]):
    raised = s.IntegerField()
    solved = s.IntegerField()
    open = s.IntegerField()
    by_category = ProblemLineSerializer(many=True)


class FollowUpSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    enterprise = EnterpriseRefSerializer()
    author = PersonSerializer()
    occurred_at = s.DateTimeField()
    follow_up_on = s.DateField()
    late = s.BooleanField()


class FollowUpsSerializer(s.Serializer[Any]):
    total = s.IntegerField()
    shown = FollowUpSerializer(many=True)


class NotableVisitSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    enterprise = EnterpriseRefSerializer()
    author = PersonSerializer()
    occurred_at = s.DateTimeField()
    summary = s.CharField()
    found_problem = s.BooleanField()
    found_stopped = s.BooleanField()
    follow_up_on = s.DateField(allow_null=True)


class VisitReportSerializer(s.Serializer[Any]):
    first = s.DateField()
    last = s.DateField()
    unit = UnitRefSerializer(allow_null=True)
    visits = VisitTotalSerializer()
    by_person = PersonLineSerializer(many=True)
    production = ProductionSeenSerializer()
    problems = ProblemsRaisedSerializer()
    follow_ups = FollowUpsSerializer()
    notable = NotableVisitSerializer(many=True)


class VisitReportView(ScopedView):
    model = Visit
    roles = STAFF

    @extend_schema(
        operation_id="get_visit_report", parameters=[ReportFilter], responses=VisitReportSerializer
    )
    def get(self, request: Request) -> Response:
        """What the visits of a day or a week say: one's own, one's unit's if one leads it, or everybody's."""
        asked = self.asked(ReportFilter)
        unit = unit_of_report(self.scope, asked.get("unit"))
        report = visit_report(self.scope, _span(asked), unit, today=timezone.localdate())
        return Response(VisitReportSerializer(report).data)


class VisitReportExportView(ExportView):
    model = Visit
    roles = STAFF
    ledger = "visit-reports"
    title = _("走访报表")

    @extend_schema(
        operation_id="export_visit_report", parameters=[ReportFilter, *EXPORTED], responses=SPREADSHEET
    )
    def get(self, request: Request) -> FileResponse:
        """The visits that the report is counted from, as a spreadsheet."""
        asked = self.asked(ReportFilter)
        visits = reported_visits(self.scope, _span(asked), unit_of_report(self.scope, asked.get("unit")))
        rows = visit_rows(self.scope).filter(id__in=visits.values("id")).select_related("production")
        return self.export(self._with_problems(rows).order_by("-occurred_at", "-id"), COLUMNS)

    def _with_problems(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        raised = Ticket.objects.visible_to(self.scope).filter(visit_id=OuterRef("pk")).order_by()
        counted = raised.values("visit_id").annotate(n=Count("id")).values("n")
        found: QuerySet[Any, Any] = rows.annotate(problems=Subquery(counted))
        return found


def _seen(row: Any, name: str) -> Any:
    return getattr(row.production, name) if row.production else None


COLUMNS = (
    *VISITS,
    Column(_("生产状态"), lambda row: row.production.get_state_display() if row.production else ""),
    Column(_("应到人数"), lambda row: _seen(row, "expected_staff"), 9),
    Column(_("到岗人数"), lambda row: _seen(row, "returned_staff"), 9),
    Column(_("产能(%)"), lambda row: _seen(row, "capacity_percent"), 9),
    Column(_("反映问题"), lambda row: row.problems or 0, 9),
)


def _span(asked: dict[str, Any]) -> Span:
    return span_of(Period(asked.get("period", Period.DAY)), asked.get("on") or timezone.localdate())
