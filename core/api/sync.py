"""What devices send and fetch: items under their own numbers, and what changed of the tables they keep."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.inputs import Input, Moment, Query, Text
from core.api.problems import problem_response
from core.api.views import ScopedView
from core.intake import Gap, Intake, NumberTaken, take_in
from core.models import Device, Receipt, ReceiptOutcome
from core.receipts import Item, shown
from core.refusals import NotAllowed, OtherBody, Refusal
from core.shelves import delta, read_cursor

logger = logging.getLogger(__name__)
MOST_ITEMS = 20
LONGEST_OFFSET = 2_000_000_000
SETTLED_SHOWN = 100


class Closed(Refusal):
    """The account is closed; the device forgets what it kept for reading."""

    status = 410
    code = "closed"


class ItemInput(Input):
    kind = Text(max_length=20)
    uuid = s.UUIDField()
    seq = s.IntegerField(min_value=1, max_value=2**53)
    after = s.UUIDField(required=False, allow_null=True)
    body = s.CharField(
        max_length=200_000,
        trim_whitespace=False,
        help_text="The JSON of the body; its bytes are what is hashed.",
    )


class OtherUser(Refusal):
    """Somebody else signed in on this device meanwhile."""

    status = 401
    code = "other_user"


class PushInput(Input):
    user = s.IntegerField(help_text="Whose items these are: a queue never travels under another's session.")
    device = s.UUIDField()
    sent_at = Moment(help_text="The device's clock when it sent this.")
    items = s.ListField(child=ItemInput(), min_length=1, max_length=MOST_ITEMS)


class ItemReceiptSerializer(s.Serializer[Any]):
    id = s.UUIDField()
    kind = s.CharField()
    seq = s.IntegerField()
    sha256 = s.CharField()
    outcome = s.ChoiceField(choices=ReceiptOutcome.choices)
    received_at = s.DateTimeField()
    result = s.DictField(child=s.JSONField(), allow_null=True)
    problem = s.DictField(child=s.JSONField(), allow_null=True)


class StoppedSerializer(s.Serializer[Any]):
    seq = s.IntegerField()
    code = s.CharField()


class PushAnswerSerializer(s.Serializer[Any]):
    receipts = ItemReceiptSerializer(many=True)
    last = s.IntegerField()
    stopped = StoppedSerializer(allow_null=True)
    server_time = s.DateTimeField()


class ShelfSerializer(s.Serializer[Any]):
    reset = s.BooleanField()
    rows = s.ListField(child=s.DictField(child=s.JSONField()))
    gone = s.ListField(child=s.CharField())
    total = s.IntegerField()


class SyncFilter(Query):
    cursor = s.CharField(required=False, max_length=80, allow_blank=True)
    whole = s.CharField(required=False, max_length=200, help_text="Shelves to give whole, by comma.")
    device = s.UUIDField(required=False, help_text="Asks for what became of this device's held items.")


class SyncSerializer(s.Serializer[Any]):
    cursor = s.CharField()
    since = s.DateField()
    shelves = s.DictField(child=ShelfSerializer())
    settled = ItemReceiptSerializer(many=True)
    server_time = s.DateTimeField()


class PushView(ScopedView):
    """Nobody's rows are read here; each item's receiver asks what its author may do."""

    model = None
    also_refuses = frozenset({409, 422})

    @extend_schema(operation_id="push_items", request=PushInput, responses=PushAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Take in up to 20 items in the order of their numbers; each has its receipt before the next is looked at.

        An item that cannot be judged now (gap, crash) stops the rest: alone it is answered as a problem (409 `gap`
        with what is missing, 409 `number_taken`, 422 `other_body`), behind others by `stopped`.
        """
        body = self.sent(PushInput)
        if body["user"] != self.actor.pk:
            raise OtherUser(_("这些内容属于另一位用户。"), remedy=_("请用原来的账号登录后再发送。"))
        at = timezone.now()
        offset = (at - body["sent_at"]).total_seconds()
        intake = take_in(
            actor=self.actor,
            at=at,
            device=body["device"],
            items=[Item(text=one.pop("body"), **one) for one in body["items"]],
            offset_seconds=round(max(-LONGEST_OFFSET, min(LONGEST_OFFSET, offset))),
            tell=told,
        )
        return Response(
            {
                "receipts": [shown(receipt) for receipt in intake.receipts],
                "last": intake.last,
                "stopped": self._stopped(intake),
                "server_time": at,
            }
        )

    def _stopped(self, intake: Intake) -> dict[str, Any] | None:
        """What stopped the rest; what stopped all is the answer itself, where a device can do something about it."""
        if intake.stopped is None:
            return None
        seq, error = intake.stopped
        if not intake.receipts and isinstance(error, Gap | NumberTaken | OtherBody):
            raise error
        if not isinstance(error, Refusal):
            logger.error("an item of a device could not be taken in", exc_info=error)
        return {"seq": seq, "code": getattr(error, "code", "crashed")}


class SignedInOrClosed(IsAuthenticated):
    """Nobody but who is signed in; a device whose user was disabled is told Closed, though its session is gone."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if super().has_permission(request, view):
            return True
        known = _device(request.query_params.get("device", ""))
        if known and not known.user.is_active:
            raise Closed(_("这个账号已停用。"), remedy=_("请联系管理员。"))
        return False


class SyncView(ScopedView):
    """Each shelf cuts its own rows to the reader. A closed account is told so even after its session ended."""

    model = None
    permission_classes = [SignedInOrClosed]
    also_refuses = frozenset({410})

    @extend_schema(operation_id="fetch_changes", parameters=[SyncFilter], responses=SyncSerializer)
    def get(self, request: Request) -> Response:
        """What changed since the cursor, whole and of one moment; everything without one.

        410 `closed` when the device's user was disabled: what was kept for reading is to be forgotten.
        """
        asked = self.asked(SyncFilter)
        if self.scope.is_enterprise:
            # The shelves hold what is the staff's; an enterprise's page keeps nothing for reading.
            raise NotAllowed(_("您的身份不能使用这项功能。"), remedy=_("如有需要,请联系管理员。"))
        with transaction.atomic():
            if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
                with connection.cursor() as sql:
                    sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            found = delta(
                self.scope,
                read_cursor(asked.get("cursor", "")),
                today=timezone.localdate(),
                whole=asked.get("whole", "").split(","),
            )
            settled = _settled(self.actor, asked["device"]) if "device" in asked else []
        return Response({**found, "settled": settled, "server_time": timezone.now()})


def _device(said: str) -> Device | None:
    try:
        return Device.objects.filter(uuid=UUID(said)).select_related("user").first()
    except ValueError:
        return None


def told(error: Exception) -> dict[str, Any]:
    """A refusal as the API would answer it."""
    response = problem_response(error, {})
    if response is None:
        raise error
    problem: dict[str, Any] = dict(response.data)
    return {key: _plain(value) for key, value in problem.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)


def _settled(actor: Any, device: UUID) -> list[dict[str, Any]]:
    rows = Receipt.objects.filter(device__user=actor, device__uuid=device, settled_by__isnull=False)
    return [shown(row) for row in rows.order_by("-settled_at")[:SETTLED_SHOWN]]
