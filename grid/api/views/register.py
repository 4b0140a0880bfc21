"""The register, each entry with who serves it."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.pagination import keyset_page
from core.api.schema import page_of
from core.api.views import ScopedView
from enterprises.models import Enterprise
from grid.api.filters import EnterpriseFilter, narrow_enterprises
from grid.api.serializers import EnterpriseDetailSerializer, EnterpriseRowSerializer
from grid.selectors.register import enterprise_parts, enterprise_rows


class EnterprisesView(ScopedView):
    model = Enterprise

    @extend_schema(
        operation_id="list_enterprises",
        parameters=[EnterpriseFilter],
        responses=page_of(EnterpriseRowSerializer),
    )
    def get(self, request: Request) -> Response:
        """The register, newest entries first: all of it for who reads it, otherwise whom one serves."""
        asked, today = self.asked(EnterpriseFilter), timezone.localdate()
        rows = narrow_enterprises(enterprise_rows(self.scope, on=today), asked, self.scope, on=today)
        page = keyset_page(request, rows)
        return Response({"next": page.next, "results": EnterpriseRowSerializer(page.results, many=True).data})


class EnterpriseView(ScopedView):
    model = Enterprise

    @extend_schema(operation_id="get_enterprise", responses=EnterpriseDetailSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """One entry with contacts (numbers masked), backup cadres and the last twelve reports."""
        today = timezone.localdate()
        rows = enterprise_rows(self.scope, on=today).select_related("industry")
        rows = rows.defer(None).defer("search", "haystack")
        enterprise = self.find_in(rows, uuid=uuid)
        for name, part in enterprise_parts(enterprise, self.scope, on=today).items():
            setattr(enterprise, f"shown_{name}", part)
        return Response(EnterpriseDetailSerializer(enterprise).data)
