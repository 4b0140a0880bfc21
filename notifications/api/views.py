"""The inbox, and in the demo the mails."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Role, User
from core.api.pagination import keyset_page
from core.api.views import ScopedView
from notifications.actions.read_inbox import read_inbox
from notifications.api.inputs import InboxFilter, InboxReadInput
from notifications.api.serializers import (
    InboxCountSerializer,
    InboxPageSerializer,
    MailSerializer,
    inbox_item,
)
from notifications.models import Delivery
from notifications.querysets import DeliveryQuerySet
from notifications.selectors import unread_count
from notifications.transports.mailbox import newest_mails

MAILS = 100


class InboxView(ScopedView):
    model = Delivery

    @extend_schema(
        operation_id="inbox_list",
        parameters=[InboxFilter],
        responses=InboxPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """What the reader was told, newest first."""
        asked = self.asked(InboxFilter)
        rows = cast(DeliveryQuerySet, self.visible()).inbox().select_related("event")
        page = keyset_page(request, rows.unread() if asked.get("unread") else rows)
        items = [inbox_item(row, public=self.scope.is_enterprise) for row in page.results]
        return Response({"next": page.next, "results": items, "unread": unread_count(self.scope)})


class InboxReadView(ScopedView):
    model = Delivery

    @extend_schema(operation_id="inbox_read", request=InboxReadInput, responses=InboxCountSerializer)
    def post(self, request: Request) -> Response:
        """Mark entries as read."""
        sent = self.sent(InboxReadInput)
        actor = cast(User, request.user)
        left = read_inbox(actor=actor, scope=self.scope, ids=sent.get("ids"), at=timezone.now())
        return Response({"unread": left})


class MailsView(ScopedView):
    """`model = None`: mails are files, and there are some only in the demo."""

    model = None
    roles = frozenset({Role.COORDINATOR, Role.ADMIN})
    may_be_absent = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if not settings.DEMO:
            raise Http404
        super().initial(request, *args, **kwargs)

    @extend_schema(operation_id="mails_list", responses=MailSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What the demo mailed, newest first."""
        folder = Path(settings.VAR_DIR) / "mail"
        return Response([asdict(mail) for mail in newest_mails(folder, MAILS)])
