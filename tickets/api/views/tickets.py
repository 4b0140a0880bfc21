"""Tickets: the ledger, the board, one ticket, its timeline, its conversation and its files."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import create_once
from core.api.pagination import page_by_id
from core.api.views import ScopedView
from core.models import FileState
from core.refusals import Missing
from core.uploads import receive
from tickets.actions.attach_file import attach_file
from tickets.actions.comment_ticket import comment_ticket
from tickets.actions.open_ticket import open_ticket
from tickets.api import serializers as shapes
from tickets.api.filters import BoardFilter, TicketFilter, conditions
from tickets.api.inputs import AttachInput, CommentInput, OpenTicketInput
from tickets.api.views.verbs import detail_response
from tickets.models import Attachment, Ticket
from tickets.selectors.board import board
from tickets.selectors.cards import shown_to_enterprise
from tickets.selectors.detail import ticket_detail
from tickets.selectors.pages import page_of
from tickets.selectors.timeline import timeline


class TicketListView(ScopedView):
    """The ledger, newest first; and a new ticket."""

    model = Ticket
    idempotent_create = True

    @extend_schema(
        parameters=[TicketFilter], responses=shapes.TicketPageSerializer, operation_id="list_tickets"
    )
    def get(self, request: Request) -> Response:
        asked, words = conditions(self.asked(TicketFilter))
        page = page_by_id(request, partial(page_of, self.scope, asked, words=words))
        shown = _for_enterprise if self.scope.is_enterprise else orjson.Fragment
        return Response({"next": page.next, "results": [shown(row["card"]) for row in page.results]})

    @extend_schema(
        request=OpenTicketInput, responses={201: shapes.TicketDetailSerializer}, operation_id="open_ticket"
    )
    def post(self, request: Request) -> Response:
        data = self.sent(OpenTicketInput)

        def create() -> dict[str, Any]:
            ticket = open_ticket(actor=self.actor, at=timezone.now(), **data)
            return ticket_detail(ticket.ref, self.scope, timezone.now())

        return create_once(request, request.data, create)


class TicketView(ScopedView):
    """One ticket with everything its reader may see and do."""

    model = Ticket

    @extend_schema(responses=shapes.TicketDetailSerializer, operation_id="get_ticket")
    def get(self, request: Request, ref: str) -> Response:
        return detail_response(self, ref)


class TimelineView(ScopedView):
    """What happened, newest first."""

    model = Ticket

    @extend_schema(responses=shapes.TimelineEntrySerializer(many=True), operation_id="get_timeline")
    def get(self, request: Request, ref: str) -> Response:
        self.find(ref=ref)
        return Response(timeline(ref, self.scope))


class CommentListView(ScopedView):
    """A word to the enterprise, a note among staff, or the enterprise's own addition."""

    model = Ticket
    idempotent_create = True

    @extend_schema(
        request=CommentInput, responses={201: shapes.TicketDetailSerializer}, operation_id="comment_ticket"
    )
    def post(self, request: Request, ref: str) -> Response:
        data = self.sent(CommentInput)

        def create() -> dict[str, Any]:
            comment_ticket(ref=ref, actor=self.actor, at=timezone.now(), **data)
            return ticket_detail(ref, self.scope, timezone.now())

        return create_once(request, request.data, create)


class AttachmentListView(ScopedView):
    """A photo or PDF, judged by its content before the receipt is given."""

    model = Ticket
    idempotent_create = True
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": AttachInput},
        responses={201: shapes.ReceiptSerializer},
        operation_id="attach_file",
    )
    def post(self, request: Request, ref: str) -> Response:
        self.find(ref=ref)
        data = self.sent(AttachInput)
        content = data["file"].read(settings.UPLOAD_MAX_BYTES + 1)
        at = timezone.now()

        def create() -> dict[str, Any]:
            file = attach_file(
                ref=ref,
                actor=self.actor,
                at=at,
                uuid=data["uuid"],
                name=data["file"].name,
                received=receive(content),
                comment=data.get("comment"),
            )
            return {
                "uuid": str(file.uuid),
                "state": file.state,
                "sha256": file.sha256,
                "size": file.size,
                "received_at": at.isoformat(),
            }

        return create_once(
            request, {"uuid": str(data["uuid"])}, create, digest=hashlib.sha256(content).hexdigest()
        )


class AttachmentView(ScopedView):
    """The rendition of a file; never the bytes as they came."""

    model = Attachment

    @extend_schema(
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY},
        operation_id="get_attachment",
    )
    def get(self, request: Request, uuid: str) -> FileResponse:
        return serve(self.find(uuid=uuid))


class BoardView(ScopedView):
    """The live board's snapshot; frames go on from `as_of`."""

    model = Ticket
    roles = frozenset({"coordinator", "leader", "admin", "team_leader", "officer", "cadre"})

    @extend_schema(parameters=[BoardFilter], responses=shapes.BoardSerializer, operation_id="get_board")
    def get(self, request: Request) -> Response:
        return Response(board(self.scope, **self.asked(BoardFilter)))


def _for_enterprise(card: str) -> dict[str, Any]:
    return shown_to_enterprise(orjson.loads(card))


def serve(file: Attachment) -> FileResponse:
    """A stored file's rendition, with what a browser needs to treat it safely."""
    if file.state != FileState.READY:
        raise Missing(_("文件还在处理中,请稍后再看。"))
    path = Path(settings.MEDIA_ROOT) / file.rendition
    image = file.content_type.startswith("image/")
    response = FileResponse(
        path.open("rb"),
        as_attachment=not image,
        filename=file.original_name,
        content_type="image/jpeg" if image else file.content_type,
    )
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
