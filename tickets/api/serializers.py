"""The shapes that go out. They describe what the selectors' expressions make, for the schema and its types."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from accounts.api.serializers import PersonSerializer
from core.models import FileState
from enterprises.api.serializers import EnterpriseRefSerializer
from grid.api.serializers.units import UnitRefSerializer
from tickets.api.inputs import DECISIONS
from tickets.api.timing import (
    ClockSerializer,
    EscalationSerializer,
    HeldSerializer,
    NoticeSerializer,
    PauseSerializer,
    ReminderSerializer,
    RungSerializer,
)
from tickets.models import (
    CommentKind,
    CommonCause,
    Meeting,
    Outcome,
    Priority,
    RequestKind,
    Source,
    SubTask,
)
from tickets.models.teamwork import SUBTASK_STATES
from tickets.rules.lifecycle import State
from tickets.rules.sla import Lamp
from tickets.rules.subtasks import TABLE as SUBTASK_VERBS

STATES = [state.value for state in State]
LAMPS = [lamp.value for lamp in Lamp]
Shape = s.Serializer[Any]


class CategoryRefSerializer(Shape):
    code = s.CharField()
    name = s.CharField()
    name_en = s.CharField()


class TicketCardSerializer(Shape):
    ref = s.CharField()
    uuid = s.UUIDField()
    version = s.IntegerField()
    title = s.CharField()
    state = s.ChoiceField(choices=STATES)
    lamp = s.ChoiceField(choices=LAMPS)
    priority = s.ChoiceField(choices=Priority.choices)
    category = CategoryRefSerializer()
    enterprise = EnterpriseRefSerializer()
    unit = UnitRefSerializer(allow_null=True)
    holder = PersonSerializer(allow_null=True)
    due_at = s.DateTimeField(allow_null=True)
    submitted_at = s.DateTimeField()
    updated_at = s.DateTimeField()
    rung = s.IntegerField()
    rung_state = s.CharField(allow_blank=True)
    rung_since = s.DateTimeField(allow_null=True)
    supervised = s.CharField(allow_blank=True)
    urged = s.IntegerField()
    returned = s.IntegerField()
    redone = s.IntegerField()
    on_the_spot = s.BooleanField()
    tasks_done = s.IntegerField()
    tasks_total = s.IntegerField()


class TicketPageSerializer(Shape):
    next = s.CharField(allow_null=True)
    results = TicketCardSerializer(many=True)


class ContactLineSerializer(Shape):
    name = s.CharField(allow_blank=True)
    phone_masked = s.CharField(allow_blank=True)


class SpanSerializer(Shape):
    state = s.ChoiceField(choices=STATES)
    unit = UnitRefSerializer(allow_null=True)
    holder = PersonSerializer(allow_null=True)
    started_at = s.DateTimeField()
    ended_at = s.DateTimeField(allow_null=True)
    working_seconds = s.IntegerField(allow_null=True)


class CommentSerializer(Shape):
    uuid = s.UUIDField()
    kind = s.ChoiceField(choices=CommentKind.choices)
    text = s.CharField()
    author = PersonSerializer()
    at = s.DateTimeField()


class AttachmentSerializer(Shape):
    uuid = s.UUIDField()
    name = s.CharField()
    content_type = s.CharField()
    size = s.IntegerField()
    state = s.ChoiceField(choices=FileState.choices)
    url = s.CharField()
    comment = s.UUIDField(allow_null=True)


class RatingSerializer(Shape):
    score = s.IntegerField(min_value=1, max_value=5)
    text = s.CharField(allow_blank=True)
    tags = s.ListField(child=s.CharField())
    at = s.DateTimeField()
    number = s.IntegerField()


class TicketRequestSerializer(Shape):
    id = s.IntegerField()
    kind = s.ChoiceField(choices=RequestKind.choices)
    reason = s.CharField()
    asked_by = PersonSerializer()
    asked_at = s.DateTimeField()
    proposed_due_at = s.DateTimeField(allow_null=True)
    decision = s.ChoiceField(choices=DECISIONS, allow_null=True)
    decided_by = PersonSerializer(allow_null=True)
    decided_at = s.DateTimeField(allow_null=True)
    decision_reason = s.CharField(allow_blank=True)


class RoutingStepSerializer(Shape):
    step = s.CharField()
    attempt = s.IntegerField()
    at = s.DateTimeField()
    outcome = s.JSONField()


class AbilitySerializer(Shape):
    verb = s.CharField()
    needs = s.ListField(child=s.CharField())
    reason_required = s.BooleanField()
    danger = s.BooleanField()


class SubtaskAbilitySerializer(Shape):
    verb = s.ChoiceField(choices=list(SUBTASK_VERBS))
    needs = s.ListField(child=s.CharField())


class SubtaskSerializer(Shape):
    uuid = s.UUIDField()
    kind = s.ChoiceField(choices=SubTask.Kind.choices)
    text = s.CharField()
    reply = s.CharField(allow_blank=True)
    reason = s.CharField(allow_blank=True)
    state = s.ChoiceField(choices=SUBTASK_STATES)
    given_at = s.DateTimeField()
    accepted_at = s.DateTimeField(allow_null=True)
    ended_at = s.DateTimeField(allow_null=True)
    due_at = s.DateTimeField()
    lamp = s.ChoiceField(choices=LAMPS)
    version = s.IntegerField()
    unit = UnitRefSerializer()
    holder = PersonSerializer(allow_null=True)
    given_by = PersonSerializer()
    abilities = SubtaskAbilitySerializer(many=True)


class CauseRefSerializer(Shape):
    ref = s.CharField()
    title = s.CharField()
    state = s.ChoiceField(choices=CommonCause.State.choices)
    unit = UnitRefSerializer()


class AgendaPlaceSerializer(Shape):
    uuid = s.UUIDField()
    title = s.CharField()
    begins_at = s.DateTimeField()
    state = s.ChoiceField(choices=Meeting.State.choices)
    decision = s.CharField(allow_blank=True)


class TicketDetailSerializer(TicketCardSerializer):
    text = s.CharField()
    source = s.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    visit = s.UUIDField(allow_null=True)
    lead_unit = UnitRefSerializer(allow_null=True)
    unit_phone = s.CharField(allow_blank=True)
    merged_into = s.CharField(allow_null=True)
    outcome = s.ChoiceField(choices=Outcome.choices, allow_null=True)
    public_reply = s.CharField(allow_blank=True)
    contact = ContactLineSerializer(allow_null=True)
    created_by = PersonSerializer(allow_null=True)
    review_on = s.DateField(allow_null=True)
    clocks = ClockSerializer(many=True)
    pauses = PauseSerializer(many=True)
    spans = SpanSerializer(many=True)
    held = HeldSerializer(many=True)
    rungs = RungSerializer(many=True)
    escalations = EscalationSerializer(many=True)
    notices = NoticeSerializer(many=True)
    reminders = ReminderSerializer(many=True)
    comments = CommentSerializer(many=True)
    attachments = AttachmentSerializer(many=True)
    rating = RatingSerializer(allow_null=True)
    requests = TicketRequestSerializer(many=True)
    co_handlers = UnitRefSerializer(many=True)
    waiting_since = s.DateTimeField(allow_null=True)
    held_for = PersonSerializer(allow_null=True)
    acting_for = s.IntegerField(allow_null=True)
    routing = RoutingStepSerializer(many=True)
    subtasks = SubtaskSerializer(many=True)
    cause = CauseRefSerializer(allow_null=True)
    meetings = AgendaPlaceSerializer(many=True)
    abilities = AbilitySerializer(many=True)


class TimelineEntrySerializer(Shape):
    id = s.IntegerField()
    seq = s.IntegerField(allow_null=True)
    kind = s.CharField()
    at = s.DateTimeField()
    actor = PersonSerializer(allow_null=True)
    acting_for = PersonSerializer(allow_null=True)
    public = s.BooleanField()
    data = s.JSONField()  # type: ignore[assignment]


class CounterSerializer(Shape):
    unit = s.IntegerField()
    state = s.ChoiceField(choices=STATES)
    lamp = s.ChoiceField(choices=LAMPS)
    count = s.IntegerField()


class TotalsSerializer(Shape):
    open = s.IntegerField()
    red = s.IntegerField()
    yellow = s.IntegerField()


class BoardSerializer(Shape):
    epoch = s.UUIDField()
    as_of = s.IntegerField()
    counters = CounterSerializer(many=True)
    columns = s.DictField(child=TicketCardSerializer(many=True))
    totals = TotalsSerializer()


class ReceiptSerializer(Shape):
    uuid = s.UUIDField()
    state = s.ChoiceField(choices=FileState.choices)
    sha256 = s.CharField()
    size = s.IntegerField()
    received_at = s.DateTimeField()
