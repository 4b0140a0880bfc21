"""Sub-tasks: the list of what one's unit must do for others, and the verbs on one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.inputs import Input, Text
from core.api.pagination import keyset_page
from core.api.views import ScopedView
from grid.api.serializers.units import UnitRefSerializer
from tickets.actions.act_on_subtask import act_on_subtask
from tickets.api.serializers import STATES, SubtaskSerializer, TicketDetailSerializer
from tickets.api.views.verbs import detail_response
from tickets.models import SubTask
from tickets.selectors.subtasks import subtask_rows, with_abilities


class SubtaskTicketSerializer(s.Serializer[Any]):
    ref = s.CharField()
    title = s.CharField()
    state = s.ChoiceField(choices=STATES)
    enterprise = s.CharField()
    unit = UnitRefSerializer(allow_null=True)
    holder = PersonSerializer(allow_null=True)


class SubtaskLineSerializer(s.Serializer[Any]):
    task = SubtaskSerializer()
    ticket = SubtaskTicketSerializer()


class SubtaskPageSerializer(s.Serializer[Any]):
    next = s.CharField(allow_null=True)
    results = SubtaskLineSerializer(many=True)


class SubtaskInput(Input):
    """`return`, `send_back` and `cancel` need the reason, `finish` the reply."""

    reason = Text(max_length=1000, required=False, allow_blank=True)
    reply = Text(max_length=2000, required=False, allow_blank=True)


class SubtaskListView(ScopedView):
    """Sub-tasks, the next due first. `mine=true` cuts to those of the reader's units, `open=true` to the unfinished."""

    model = SubTask
    roles = frozenset({"cadre", "team_leader", "officer", "coordinator", "leader", "admin"})

    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("mine", "open", "cursor", "limit")],
        responses=SubtaskPageSerializer,
        operation_id="list_subtasks",
    )
    def get(self, request: Request) -> Response:
        asked = request.query_params
        rows = subtask_rows(
            self.scope, mine=asked.get("mine") == "true", unfinished=asked.get("open") == "true"
        )
        page = keyset_page(request, rows, key="due_at", descending=False).body()
        return Response({**page, "results": [self._line(row) for row in page["results"]]})

    def _line(self, row: dict[str, Any]) -> dict[str, Any]:
        (task,) = with_abilities([row["task"]], parts=(), scope=self.scope, state=row["card"]["state"])
        return {"task": task, "ticket": row["card"]}


class SubtaskVerbView(ScopedView):
    """POST /subtasks/{uuid}/{verb}, with the sub-task's own version in If-Match; answers the ticket's detail."""

    model = SubTask
    needs_version = True
    verb: ClassVar[str]

    def post(self, request: Request, uuid: str) -> Response:
        version, data = self.expected_version(), self.sent(SubtaskInput)
        ticket = act_on_subtask(
            uuid=uuid,  # type: ignore[arg-type]
            verb=self.verb,
            actor=self.actor,
            at=timezone.now(),
            version=version,
            **data,
        )
        return detail_response(self, ticket.ref)


def subtask_view(verb: str) -> Any:
    """The view of one verb, with its schema."""
    cls: Any = type(f"Subtask{verb.title()}View", (SubtaskVerbView,), {"verb": verb})

    def post(self: SubtaskVerbView, request: Request, uuid: str) -> Response:
        return SubtaskVerbView.post(self, request, uuid)

    cls.post = extend_schema(
        operation_id=f"{verb}_subtask",
        request=SubtaskInput,
        responses={200: TicketDetailSerializer},
        tags=["subtasks"],
    )(post)
    return cls.as_view()
