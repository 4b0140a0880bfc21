"""Visits and their questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF
from core.api.idempotency import create_once
from core.api.pagination import keyset_page
from core.api.schema import page_of
from core.api.views import ScopedView
from core.refusals import Stale
from grid.actions.amend_visit import amend_visit
from grid.actions.log_visit import log_visit
from grid.api.filters import TemplateFilter, VisitFilter, narrow_visits
from grid.api.inputs import AmendVisitInput, VisitInput
from grid.api.serializers import VisitDetailSerializer, VisitRowSerializer, VisitTemplateSerializer
from grid.models import VISIT_TEMPLATE, Visit, VisitTemplate
from grid.selectors.visits import visit_parts, visit_rows


class VisitsView(ScopedView):
    model = Visit
    idempotent_create = True

    @extend_schema(
        operation_id="list_visits", parameters=[VisitFilter], responses=page_of(VisitRowSerializer)
    )
    def get(self, request: Request) -> Response:
        """Visits, the latest first."""
        rows = narrow_visits(visit_rows(self.scope), self.asked(VisitFilter), self.scope)
        page = keyset_page(request, rows, key="occurred_at")
        return Response({"next": page.next, "results": VisitRowSerializer(page.results, many=True).data})

    @extend_schema(operation_id="log_visit", request=VisitInput, responses={201: VisitDetailSerializer})
    def post(self, request: Request) -> Response:
        """Log a visit, now or when the phone finds the network again."""
        body = self.sent(VisitInput)

        def do() -> dict[str, Any]:
            visit = log_visit(actor=self.actor, at=timezone.now(), **body)
            return shown(self, visit.uuid)

        return create_once(request, self.decoded, do)


class VisitView(ScopedView):
    model = Visit
    roles = STAFF
    needs_version = True

    @extend_schema(operation_id="get_visit", responses=VisitDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """One visit with answers, photos and its earlier versions."""
        return Response(shown(self, uuid))

    @extend_schema(operation_id="amend_visit", request=AmendVisitInput, responses=VisitDetailSerializer)
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Correct a visit and say why; what it said before is kept."""
        visit, changes, version = self.find(uuid=uuid), self.sent(AmendVisitInput), self.expected_version()
        try:
            amend_visit(
                actor=self.actor,
                at=timezone.now(),
                scope=self.scope,
                visit_id=visit.pk,
                version=version,
                reason=changes.pop("reason"),
                changes=changes,
            )
        except Stale as stale:
            stale.extras["current"] = shown(self, uuid)
            raise
        return Response(shown(self, uuid))


class VisitTemplateView(ScopedView):
    """The questions are the same for all staff."""

    model = None
    roles = STAFF

    also_refuses = frozenset({404})

    @extend_schema(
        operation_id="get_visit_template", parameters=[TemplateFilter], responses=VisitTemplateSerializer
    )
    def get(self, request: Request) -> Response:
        """The questions of a visit, in the version now in force or in one that an earlier visit answered."""
        asked = self.asked(TemplateFilter)
        which = {"version": asked["version"]} if "version" in asked else {"active": True}
        rows = VisitTemplate.objects.filter(code=VISIT_TEMPLATE, published_at__isnull=False)
        template = self.find_in(rows, **which)
        return Response(VisitTemplateSerializer(template).data)


def shown(view: ScopedView, uuid: UUID) -> dict[str, Any]:
    """One visit as its page shows it."""
    visit = view.find_in(visit_rows(view.scope).select_related("template", "production"), uuid=uuid)
    for name, part in visit_parts(visit, view.scope).items():
        setattr(visit, f"shown_{name}", part)
    return dict(VisitDetailSerializer(visit).data)
