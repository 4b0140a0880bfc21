"""Production reports and contacts of an enterprise. The register's rows are served by grid, which knows who
serves whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from core.api.idempotency import create_once
from core.api.views import ScopedView
from enterprises.actions.reveal_contact import reveal_contact
from enterprises.actions.submit_report import submit_report
from enterprises.api.inputs import ReportInput, RevealInput
from enterprises.api.serializers import ReportSerializer, RevealedPhoneSerializer
from enterprises.models import Contact, Enterprise


class ReportsView(ScopedView):
    model = Enterprise
    idempotent_create = True

    @extend_schema(operation_id="report_production", request=ReportInput, responses={201: ReportSerializer})
    def post(self, request: Request, uuid: UUID) -> Response:
        """Say how far production is back: the enterprise itself, or a cadre who serves it."""
        enterprise, body = self.find(uuid=uuid), self.sent(ReportInput)

        def do() -> dict[str, Any]:
            report = submit_report(
                actor=self.actor, at=timezone.now(), scope=self.scope, enterprise_id=enterprise.pk, **body
            )
            return dict(ReportSerializer(report).data)

        return create_once(request, self.decoded, do)


class RevealThrottle(UserRateThrottle):
    scope = "reveal_contact"
    rate = "30/hour"


class RevealContactView(ScopedView):
    model = Contact
    throttle_classes = [RevealThrottle]

    @extend_schema(operation_id="reveal_contact", request=RevealInput, responses=RevealedPhoneSerializer)
    def post(self, request: Request, uuid: UUID, contact_id: int) -> Response:
        """Look at the whole number. Who, when and why is kept."""
        contact = self.find(pk=contact_id, enterprise__uuid=uuid)
        body = self.sent(RevealInput)
        phone = reveal_contact(actor=self.actor, at=timezone.now(), contact=contact, **body)
        return Response({"phone": phone})
