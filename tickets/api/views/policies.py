"""Time policies and the ladder: read by those who steer, changed by coordinators and administrators."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.inputs import Input, Text, Whole
from core.api.views import ScopedView
from core.refusals import NotAllowed
from tickets.actions.change_ladder import change_ladder
from tickets.actions.change_policy import change_policy, move_promises, promises_under_older
from tickets.api.timing import RungSerializer
from tickets.events import Hearer
from tickets.models import ClockPolicy, NoticeColour, Priority, RungTrigger
from tickets.rules.supervising import TOP
from tickets.selectors.promises import ladders, versions_of

STEERS = frozenset({"coordinator", "leader", "admin"})
CHANGES = frozenset({"coordinator", "admin"})
LONGEST = 366 * 86400
HEARERS = [one.value for one in Hearer]


class PolicySerializer(s.Serializer[Any]):
    id = s.IntegerField()
    category = s.CharField(source="category_id", allow_null=True)
    priority = s.ChoiceField(choices=Priority.choices, allow_blank=True)
    kind = s.CharField(allow_blank=True)
    acknowledge_seconds = s.IntegerField()
    first_contact_seconds = s.IntegerField()
    stage_seconds = s.IntegerField()
    resolve_seconds = s.IntegerField()
    resolve_days = s.IntegerField(allow_null=True)
    version = s.IntegerField()
    active = s.BooleanField()
    since = s.DateTimeField(allow_null=True)
    by = PersonSerializer(allow_null=True)


class PolicyChangeInput(Input):
    version = Whole(min_value=1)
    acknowledge_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    first_contact_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    stage_seconds = Whole(min_value=0, max_value=LONGEST, required=False)
    resolve_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    resolve_days = Whole(min_value=1, max_value=366, required=False, allow_null=True)


class MoveSerializer(s.Serializer[Any]):
    promises = s.IntegerField()


class LadderRungSerializer(RungSerializer):
    recipients = s.ListField(child=s.ChoiceField(choices=HEARERS))


class LadderSerializer(s.Serializer[Any]):
    id = s.IntegerField()
    version = s.IntegerField()
    name = s.CharField()
    active = s.BooleanField()
    since = s.DateTimeField(allow_null=True)
    by = PersonSerializer(allow_null=True)
    rungs = LadderRungSerializer(many=True)


class RungInput(Input):
    level = Whole(min_value=0, max_value=TOP)
    name = Text(max_length=30)
    name_en = Text(max_length=40)
    trigger = s.ChoiceField(choices=RungTrigger.choices)
    amount = Whole(min_value=0, max_value=LONGEST)
    duty_seconds = Whole(min_value=0, max_value=LONGEST)
    recipients = s.ListField(child=s.ChoiceField(choices=HEARERS), max_length=7)
    notice = s.ChoiceField(choices=NoticeColour.choices, required=False, allow_blank=True)
    hands_over = s.BooleanField(required=False)


class LadderInput(Input):
    name = Text(max_length=60)
    rungs = RungInput(many=True)


class PolicyListView(ScopedView):
    """The policies in force. They are the zone's, so no row is scoped; the roles are."""

    model = None
    roles = STEERS

    @extend_schema(responses=PolicySerializer(many=True), operation_id="list_clock_policies")
    def get(self, request: Request) -> Response:
        rows = (
            ClockPolicy.objects.filter(active=True)
            .select_related("by")
            .order_by("category", "kind", "priority")
        )
        return Response(PolicySerializer(rows, many=True).data)


class PolicyView(ScopedView):
    """A new version of one policy; promises that run keep theirs."""

    model = None
    roles = CHANGES

    @extend_schema(request=PolicyChangeInput, responses=PolicySerializer, operation_id="change_clock_policy")
    def patch(self, request: Request, pk: int) -> Response:
        changed = change_policy(pk=pk, actor=self.actor, at=timezone.now(), **self.sent(PolicyChangeInput))
        return Response(PolicySerializer(changed).data)


class PolicyHistoryView(ScopedView):
    """Every version of one policy, newest first: what it gave, since when, and who made it so."""

    model = None
    roles = STEERS

    @extend_schema(responses=PolicySerializer(many=True), operation_id="list_clock_policy_versions")
    def get(self, request: Request, pk: int) -> Response:
        policy = ClockPolicy.objects.filter(pk=pk).first()
        if policy is None:
            raise Http404
        return Response(PolicySerializer(versions_of(policy), many=True).data)


class PolicyMoveView(ScopedView):
    """How many running promises an older version gave, and moving them to this one."""

    model = None
    roles = CHANGES

    @extend_schema(responses=MoveSerializer, operation_id="preview_clock_policy_move")
    def get(self, request: Request, pk: int) -> Response:
        policy = ClockPolicy.objects.filter(pk=pk, active=True).first()
        if policy is None:
            raise Http404
        return Response({"promises": promises_under_older(policy).count()})

    @extend_schema(request=None, responses=MoveSerializer, operation_id="move_clock_policy")
    def post(self, request: Request, pk: int) -> Response:
        return Response({"promises": move_promises(pk=pk, actor=self.actor, at=timezone.now())})


class LadderView(ScopedView):
    """The ladder in force, and its next version."""

    model = None
    roles = STEERS

    @extend_schema(responses=LadderSerializer, operation_id="get_ladder")
    def get(self, request: Request) -> Response:
        return Response(LadderSerializer(ladders().filter(active=True).first()).data)


class LadderChangeView(ScopedView):
    """All versions of the ladder, newest first, and a new one; promises that run climb theirs."""

    model = None
    roles = STEERS

    @extend_schema(responses=LadderSerializer(many=True), operation_id="list_ladder_versions")
    def get(self, request: Request) -> Response:
        return Response(LadderSerializer(ladders(), many=True).data)

    @extend_schema(request=LadderInput, responses=LadderSerializer, operation_id="change_ladder")
    def post(self, request: Request) -> Response:
        if self.actor.role not in CHANGES:
            raise NotAllowed(_("您可以查看规则,但不能修改。"), remedy=_("请联系协调员。"))
        ladder = change_ladder(actor=self.actor, at=timezone.now(), **self.sent(LadderInput))
        return Response(LadderSerializer(ladder).data)
