"""The shapes of time: clocks, rests, who had it for how long, the ladder and supervision."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from accounts.api.serializers import PersonSerializer
from grid.api.serializers.units import UnitRefSerializer
from tickets.models import (
    ClockKind,
    ClockState,
    EscalationHow,
    EscalationState,
    NoticeColour,
    NoticeState,
    RungTrigger,
)
from tickets.rules.sla import Lamp

LAMPS = [lamp.value for lamp in Lamp]
Shape = s.Serializer[Any]


class ClockSerializer(Shape):
    kind = s.ChoiceField(choices=ClockKind.choices)
    round = s.IntegerField()
    state = s.ChoiceField(choices=ClockState.choices)
    budget_seconds = s.IntegerField()
    used_seconds = s.IntegerField()
    started_at = s.DateTimeField()
    running_since = s.DateTimeField(allow_null=True)
    due_at = s.DateTimeField(allow_null=True)
    original_due_at = s.DateTimeField()
    stopped_at = s.DateTimeField(allow_null=True)
    late_seconds = s.IntegerField()
    lamp = s.ChoiceField(choices=LAMPS)
    version = s.IntegerField()


class PauseSerializer(Shape):
    reason = s.CharField()
    name = s.CharField()
    name_en = s.CharField()
    started_at = s.DateTimeField()
    limit_at = s.DateTimeField(allow_null=True)
    ended_at = s.DateTimeField(allow_null=True)
    ended_by_itself = s.BooleanField()


class HeldSerializer(Shape):
    """How long one unit and person had it; time with the enterprise is apart."""

    with_enterprise = s.BooleanField()
    unit = UnitRefSerializer(allow_null=True)
    holder = PersonSerializer(allow_null=True)
    rung = s.IntegerField(allow_null=True)
    working_seconds = s.IntegerField()
    now = s.BooleanField()


class RungSerializer(Shape):
    level = s.IntegerField()
    name = s.CharField()
    name_en = s.CharField()
    trigger = s.ChoiceField(choices=RungTrigger.choices)
    amount = s.IntegerField()
    duty_seconds = s.IntegerField()
    notice = s.CharField(allow_blank=True)
    hands_over = s.BooleanField()


class EscalationSerializer(Shape):
    level = s.IntegerField()
    clock_version = s.IntegerField()
    how = s.ChoiceField(choices=EscalationHow.choices)
    reason = s.CharField(allow_blank=True)
    raised_by = PersonSerializer(allow_null=True)
    unit = UnitRefSerializer(allow_null=True)
    due_at = s.DateTimeField()
    fired_at = s.DateTimeField()
    late_seconds = s.IntegerField()
    state = s.ChoiceField(choices=EscalationState.choices)
    accept_by = s.DateTimeField(allow_null=True)
    settled_by = PersonSerializer(allow_null=True)
    settled_at = s.DateTimeField(allow_null=True)
    return_reason = s.CharField(allow_blank=True)
    returned_at = s.DateTimeField(allow_null=True)
    ruling_reason = s.CharField(allow_blank=True)
    ruled_by = PersonSerializer(allow_null=True)
    ruled_at = s.DateTimeField(allow_null=True)
    ended_at = s.DateTimeField(allow_null=True)


class NoticeSerializer(Shape):
    id = s.IntegerField()
    colour = s.ChoiceField(choices=NoticeColour.choices)
    unit = UnitRefSerializer(allow_null=True)
    text = s.CharField(allow_blank=True)
    issued_by = PersonSerializer(allow_null=True)
    issued_at = s.DateTimeField()
    due_at = s.DateTimeField(allow_null=True)
    late_seconds = s.IntegerField(allow_null=True)
    state = s.ChoiceField(choices=NoticeState.choices)
    answer = s.CharField(allow_blank=True)
    answered_by = PersonSerializer(allow_null=True)
    answered_at = s.DateTimeField(allow_null=True)


class ReminderSerializer(Shape):
    by = PersonSerializer()
    at = s.DateTimeField()
    text = s.CharField(allow_blank=True)
