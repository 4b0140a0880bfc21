"""The ledgers of visits and of enterprises as spreadsheets."""

from __future__ import annotations

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounts.api.exports import EXPORTED, SPREADSHEET, ExportView
from enterprises.models import Enterprise
from grid.api.filters import EnterpriseFilter, VisitFilter, narrow_enterprises, narrow_visits
from grid.api.ledgers import ENTERPRISES, VISITS
from grid.models import Visit
from grid.selectors.register import enterprise_rows, with_contact
from grid.selectors.visits import visit_rows


class VisitExportView(ExportView):
    model = Visit
    ledger = "visits"
    title = _("走访台账")

    @extend_schema(parameters=[VisitFilter, *EXPORTED], responses=SPREADSHEET, operation_id="export_visits")
    def get(self, request: Request) -> FileResponse:
        """Visits by the same conditions as the list, as a spreadsheet."""
        rows = narrow_visits(visit_rows(self.scope), self.asked(VisitFilter), self.scope)
        return self.export(rows.order_by("-occurred_at", "-id"), VISITS)


class EnterpriseExportView(ExportView):
    model = Enterprise
    ledger = "enterprises"
    title = _("企业台账")

    @extend_schema(
        parameters=[EnterpriseFilter, *EXPORTED], responses=SPREADSHEET, operation_id="export_enterprises"
    )
    def get(self, request: Request) -> FileResponse:
        """The register by the same conditions as the list, as a spreadsheet."""
        asked, today = self.asked(EnterpriseFilter), timezone.localdate()
        rows = narrow_enterprises(enterprise_rows(self.scope, on=today), asked, self.scope, on=today)
        return self.export(with_contact(rows, self.scope).order_by("-id"), ENTERPRISES)
