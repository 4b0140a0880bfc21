"""Joint meetings: the list with what waits for one, one with agenda and table, and its verbs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Moment, Text, Whole
from core.api.pagination import keyset_page
from core.api.views import ScopedView
from grid.api.serializers.units import UnitRefSerializer
from tickets.actions.change_meeting import cancel_meeting, change_meeting
from tickets.actions.decide_item import TaskOrder, decide_item
from tickets.actions.hold_meeting import hold_meeting
from tickets.actions.plan_meeting import plan_meeting
from tickets.api.inputs import ReasonInput
from tickets.api.serializers import LAMPS, STATES
from tickets.models import AgendaItem, Meeting
from tickets.models.teamwork import SUBTASK_STATES
from tickets.rules.subtasks import MOST_DAYS
from tickets.selectors.meetings import meeting_detail, meeting_json, meeting_rows, waiting_for_a_meeting

STAFF = frozenset({"cadre", "team_leader", "officer", "coordinator", "leader", "admin"})
Shape = s.Serializer[Any]


class MeetingSerializer(Shape):
    uuid = s.UUIDField()
    title = s.CharField()
    begins_at = s.DateTimeField()
    place = s.CharField(allow_blank=True)
    state = s.ChoiceField(choices=Meeting.State.choices)
    fills_itself = s.BooleanField()
    minutes = s.CharField(allow_blank=True)
    held_at = s.DateTimeField(allow_null=True)
    chair = PersonSerializer(allow_null=True)
    version = s.IntegerField()
    agenda = s.IntegerField()
    decided = s.IntegerField()


class DecisionTaskSerializer(Shape):
    uuid = s.UUIDField()
    text = s.CharField()
    state = s.ChoiceField(choices=SUBTASK_STATES)
    due_at = s.DateTimeField()
    lamp = s.ChoiceField(choices=LAMPS)
    unit = UnitRefSerializer()


class AgendaItemSerializer(Shape):
    order = s.IntegerField()
    origin = s.ChoiceField(choices=AgendaItem.Origin.choices)
    decision = s.CharField(allow_blank=True)
    decided_at = s.DateTimeField(allow_null=True)
    ref = s.CharField()
    title = s.CharField()
    state = s.ChoiceField(choices=STATES)
    lamp = s.ChoiceField(choices=LAMPS)
    due_at = s.DateTimeField(allow_null=True)
    enterprise = s.CharField()
    unit = UnitRefSerializer(allow_null=True)
    tasks = DecisionTaskSerializer(many=True)


class SeatSerializer(Shape):
    unit = UnitRefSerializer()
    asked_by_hand = s.BooleanField()
    attended = s.BooleanField(allow_null=True)


class MeetingDetailSerializer(MeetingSerializer):
    items = AgendaItemSerializer(many=True)
    units = SeatSerializer(many=True)
    abilities = s.ListField(child=s.ChoiceField(choices=["change", "decide", "hold", "cancel"]))


class MeetingPageSerializer(Shape):
    next = s.CharField(allow_null=True)
    waiting = s.IntegerField(help_text="Open tickets on the top rung that no open agenda holds.")
    results = MeetingSerializer(many=True)


class MeetingFields(Input):
    title = Text(max_length=80)
    begins_at = Moment()
    place = Text(max_length=120, required=False, allow_blank=True)
    fills_itself = s.BooleanField(required=False)
    units = s.ListField(child=Whole(min_value=1), required=False, max_length=60)
    tickets = s.ListField(child=Text(max_length=24), required=False, max_length=100)


class PlanMeetingInput(CreateInput, MeetingFields):
    pass


class ChangeMeetingInput(MeetingFields):
    title = Text(max_length=80, required=False)
    begins_at = Moment(required=False)


class TaskOrderInput(Input):
    unit = Whole(min_value=1)
    text = Text(max_length=1000)
    days = Whole(min_value=1, max_value=MOST_DAYS, required=False, allow_null=True)
    person = Whole(min_value=1, required=False, allow_null=True)


class DecideInput(Input):
    ref = Text(max_length=24)
    decision = Text()
    tasks = TaskOrderInput(many=True, required=False)


class HoldMeetingInput(Input):
    minutes = Text(max_length=20000)
    attended = s.ListField(child=Whole(min_value=1), required=False, max_length=100)


class MeetingBase(ScopedView):
    model = Meeting
    roles = STAFF

    def detail(self, uuid: object, status: int = 200) -> Response:
        found = meeting_detail(uuid, self.scope)
        if found is None:
            raise Http404
        return Response(found, status=status, headers={"ETag": f'"{found["version"]}"'})


class MeetingListView(MeetingBase):
    """Meetings, the latest first, and how many tickets wait for one; and a new meeting."""

    idempotent_create = True

    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("cursor", "limit")],
        responses=MeetingPageSerializer,
        operation_id="list_meetings",
    )
    def get(self, request: Request) -> Response:
        rows = meeting_rows(self.scope).values("id", "begins_at", json=meeting_json())
        page = keyset_page(request, rows, key="begins_at").body()
        waiting = waiting_for_a_meeting().count() if self.scope.reads_everything else 0
        return Response({**page, "waiting": waiting, "results": [row["json"] for row in page["results"]]})

    @extend_schema(
        request=PlanMeetingInput, responses={201: MeetingDetailSerializer}, operation_id="plan_meeting"
    )
    def post(self, request: Request) -> Response:
        data = self.sent(PlanMeetingInput)

        def create() -> dict[str, Any]:
            meeting = plan_meeting(actor=self.actor, at=timezone.now(), **data)
            return meeting_detail(meeting.uuid, self.scope) or {}

        return create_once(request, request.data, create)


class MeetingView(MeetingBase):
    """One meeting; its date, place, agenda and table changed."""

    needs_version = True

    @extend_schema(responses=MeetingDetailSerializer, operation_id="get_meeting")
    def get(self, request: Request, uuid: object) -> Response:
        return self.detail(uuid)

    @extend_schema(
        request=ChangeMeetingInput, responses=MeetingDetailSerializer, operation_id="change_meeting"
    )
    def patch(self, request: Request, uuid: Any) -> Response:
        version, data = self.expected_version(), self.sent(ChangeMeetingInput)
        change_meeting(uuid=uuid, actor=self.actor, at=timezone.now(), version=version, **data)
        return self.detail(uuid)


class DecideView(MeetingBase):
    """A decision on one item, with its tasks."""

    needs_version = True

    @extend_schema(request=DecideInput, responses=MeetingDetailSerializer, operation_id="decide_item")
    def post(self, request: Request, uuid: Any) -> Response:
        version, data = self.expected_version(), self.sent(DecideInput)
        orders = [TaskOrder(**order) for order in data.pop("tasks", [])]
        decide_item(uuid=uuid, actor=self.actor, at=timezone.now(), version=version, tasks=orders, **data)
        return self.detail(uuid)


class HoldView(MeetingBase):
    """The meeting was held: minutes, and who came."""

    needs_version = True

    @extend_schema(request=HoldMeetingInput, responses=MeetingDetailSerializer, operation_id="hold_meeting")
    def post(self, request: Request, uuid: Any) -> Response:
        version, data = self.expected_version(), self.sent(HoldMeetingInput)
        hold_meeting(uuid=uuid, actor=self.actor, at=timezone.now(), version=version, **data)
        return self.detail(uuid)


class CancelView(MeetingBase):
    """Called off."""

    needs_version = True

    @extend_schema(request=ReasonInput, responses=MeetingDetailSerializer, operation_id="cancel_meeting")
    def post(self, request: Request, uuid: Any) -> Response:
        version, data = self.expected_version(), self.sent(ReasonInput)
        cancel_meeting(uuid=uuid, actor=self.actor, at=timezone.now(), version=version, **data)
        return self.detail(uuid)
