"""The versions of the questions of a visit: written by administrators, asked of everybody who visits."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Role
from core.api.idempotency import create_once
from core.api.views import ScopedView
from core.refusals import InvalidField, Missing
from grid.actions._template import ask_sections
from grid.actions.publish_template import publish_template
from grid.actions.write_template import begin_template, drop_template, save_template
from grid.api.serializers.templates import (
    DocumentInput,
    NewTemplateInput,
    TemplateDetailSerializer,
    TemplateInput,
    TemplateTextSerializer,
    TemplateVersionSerializer,
)
from grid.models import VISIT_TEMPLATE, VisitTemplate
from grid.rules.template_document import NotATemplate, read_document

WRITES = frozenset({Role.ADMIN.value})


class TemplatesView(ScopedView):
    """Templates are the zone's, so no row is scoped; the role is."""

    model = None
    roles = WRITES
    idempotent_create = True

    @extend_schema(operation_id="list_visit_templates", responses=TemplateVersionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every version, the newest first: at most one draft, exactly one in force."""
        rows = VisitTemplate.objects.filter(code=VISIT_TEMPLATE).select_related("changed_by")
        return Response(TemplateVersionSerializer(rows.order_by("-version"), many=True).data)

    @extend_schema(
        operation_id="begin_visit_template",
        request=NewTemplateInput,
        responses={201: TemplateDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        """Begin the draft of the next version; 409 while another stands."""
        fields = {name: value for name, value in self.sent(NewTemplateInput).items() if name != "uuid"}

        def do() -> dict[str, Any]:
            row = begin_template(actor=self.actor, at=timezone.now(), **fields)
            return dict(TemplateDetailSerializer(row).data)

        return create_once(request, self.decoded, do)


class TemplateView(ScopedView):
    """One version. Templates are the zone's, so no row is scoped; the role is."""

    model = None
    roles = WRITES
    needs_version = True

    @extend_schema(operation_id="get_visit_template_version", responses=TemplateDetailSerializer)
    def get(self, request: Request, number: int) -> Response:
        """A version with its questions, and the same as a JSON Schema document."""
        return Response(TemplateDetailSerializer(_found(number)).data)

    @extend_schema(
        operation_id="save_visit_template", request=TemplateInput, responses=TemplateDetailSerializer
    )
    def put(self, request: Request, number: int) -> Response:
        """Save the draft; every place that is wrong is named."""
        version, fields = self.expected_version(), self.sent(TemplateInput)
        row = save_template(actor=self.actor, at=timezone.now(), number=number, version=version, **fields)
        return Response(TemplateDetailSerializer(row).data)


class TemplateDropView(ScopedView):
    """Templates are the zone's, so no row is scoped; the role is."""

    model = None
    roles = WRITES
    needs_version = True

    @extend_schema(operation_id="drop_visit_template", request=None, responses={204: None})
    def post(self, request: Request, number: int) -> Response:
        """Throw the draft away."""
        drop_template(actor=self.actor, at=timezone.now(), number=number, version=self.expected_version())
        return Response(status=204)


class TemplatePublishView(ScopedView):
    """Templates are the zone's, so no row is scoped; the role is."""

    model = None
    roles = WRITES
    needs_version = True

    @extend_schema(operation_id="publish_visit_template", request=None, responses=TemplateDetailSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Put a version in force: the draft, or an earlier one once more."""
        row = publish_template(
            actor=self.actor, at=timezone.now(), number=number, version=self.expected_version()
        )
        return Response(TemplateDetailSerializer(row).data)


class TemplateDocumentView(ScopedView):
    """Reads a document from elsewhere; nothing is kept, so no row is scoped."""

    model = None
    roles = WRITES

    @extend_schema(
        operation_id="read_visit_template_document", request=DocumentInput, responses=TemplateTextSerializer
    )
    def post(self, request: Request) -> Response:
        """The questions of a JSON Schema document, or the first place that the form cannot ask."""
        try:
            title, title_en, sections = read_document(self.sent(DocumentInput)["document"])
        except NotATemplate as error:
            raise InvalidField(
                _("这份文件不是走访模板。"),
                field=f"document.{error.place}".rstrip(".")[:80],
                remedy=_("请使用从本系统导出的文件;所标位置不能识别。"),
            ) from error
        text = TemplateInput(data={"title": title, "title_en": title_en, "sections": sections})
        text.is_valid(raise_exception=True)
        ask_sections(text.validated_data["sections"])
        return Response(TemplateTextSerializer(text.validated_data).data)


def _found(number: int) -> VisitTemplate:
    rows = VisitTemplate.objects.filter(code=VISIT_TEMPLATE).select_related("changed_by")
    row = rows.filter(version=number).first()
    if row is None:
        raise Missing(_("没有这个版本的走访模板。"), field="number")
    return row
