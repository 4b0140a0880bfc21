"""The tickets' ledger as a spreadsheet."""

from __future__ import annotations

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from accounts.api.exports import EXPORTED, SPREADSHEET, ExportView
from tickets.api.filters import TicketFilter, conditions
from tickets.api.ledger import COLUMNS
from tickets.models import Ticket
from tickets.selectors.ledger import ledger_rows
from tickets.selectors.pages import desks_of, narrowed


class TicketExportView(ExportView):
    model = Ticket
    ledger = "tickets"
    title = _("工单台账")

    @extend_schema(parameters=[TicketFilter, *EXPORTED], responses=SPREADSHEET, operation_id="export_tickets")
    def get(self, request: Request) -> FileResponse:
        """The ledger's rows by the same conditions, as a spreadsheet."""
        asked, words = conditions(self.asked(TicketFilter))
        rows = narrowed(self.visible(), asked, desks_of(self.scope, asked))
        return self.export(ledger_rows(rows.matching(words)), COLUMNS)
