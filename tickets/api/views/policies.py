"""Time policies and the ladder: read by those who steer, changed by coordinators and administrators."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Text, Whole
from core.api.views import ScopedView
from enterprises.models import Tier
from tickets.actions.change_ladder import change_ladder
from tickets.actions.change_policy import add_policy, change_policy, move_promises, retire_policy
from tickets.api.serializers import TicketCardSerializer
from tickets.api.timing import RungSerializer
from tickets.api.views.routing import check_changes
from tickets.events import Hearer
from tickets.models import ClockPolicy, NoticeColour, Priority, RungTrigger
from tickets.rules.supervising import TOP
from tickets.selectors.policies import policies_to_show, promises_for, versions_of, would_take
from tickets.selectors.promises import ladders

STEERS = frozenset({"coordinator", "leader", "admin"})
CHANGES = frozenset({"coordinator", "admin"})
LONGEST = 366 * 86400
HEARERS = [one.value for one in Hearer]


class PolicySerializer(s.Serializer[Any]):
    id = s.IntegerField()
    category = s.CharField(source="category_id", allow_null=True)
    priority = s.ChoiceField(choices=Priority.choices, allow_blank=True)
    tier = s.ChoiceField(choices=Tier.choices, allow_blank=True)
    acknowledge_seconds = s.IntegerField()
    first_contact_seconds = s.IntegerField()
    stage_seconds = s.IntegerField()
    resolve_seconds = s.IntegerField()
    resolve_days = s.IntegerField(allow_null=True)
    version = s.IntegerField()
    active = s.BooleanField()
    since = s.DateTimeField(allow_null=True)
    by = PersonSerializer(allow_null=True)
    retired = s.BooleanField()


class PolicyInput(Input):
    """For whom a policy is; null and blank ask for nothing."""

    category = Text(max_length=12, allow_null=True)
    priority = s.ChoiceField(choices=Priority.choices, required=False, allow_blank=True)
    tier = s.ChoiceField(choices=Tier.choices, required=False, allow_blank=True)


class NewPolicyInput(PolicyInput, CreateInput):
    acknowledge_seconds = Whole(min_value=60, max_value=LONGEST)
    first_contact_seconds = Whole(min_value=60, max_value=LONGEST)
    stage_seconds = Whole(min_value=0, max_value=LONGEST, required=False)
    resolve_seconds = Whole(min_value=60, max_value=LONGEST)
    resolve_days = Whole(min_value=1, max_value=366, required=False, allow_null=True)


class PolicyEndInput(Input):
    version = Whole(min_value=1)


class PolicyChangeInput(Input):
    version = Whole(min_value=1)
    acknowledge_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    first_contact_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    stage_seconds = Whole(min_value=0, max_value=LONGEST, required=False)
    resolve_seconds = Whole(min_value=60, max_value=LONGEST, required=False)
    resolve_days = Whole(min_value=1, max_value=366, required=False, allow_null=True)


class MoveSerializer(s.Serializer[Any]):
    promises = s.IntegerField()


class TakenSerializer(s.Serializer[Any]):
    """What a policy would hold for, were it in force: open tickets, the newest of them first, and their promises."""

    tickets = s.IntegerField()
    promises = s.IntegerField()
    newest = TicketCardSerializer(many=True)


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
    """The policies in force and those that were ended. They are the zone's, so no row is scoped; the roles are."""

    model = None
    roles = STEERS
    idempotent_create = True

    @extend_schema(responses=PolicySerializer(many=True), operation_id="list_clock_policies")
    def get(self, request: Request) -> Response:
        return Response(PolicySerializer(policies_to_show(), many=True).data)

    @extend_schema(request=NewPolicyInput, responses={201: PolicySerializer}, operation_id="add_clock_policy")
    def post(self, request: Request) -> Response:
        check_changes(request)
        fields = {name: value for name, value in self.sent(NewPolicyInput).items() if name != "uuid"}
        return create_once(
            request,
            request.data,
            lambda: dict(PolicySerializer(add_policy(actor=self.actor, at=timezone.now(), **fields)).data),
        )


class PolicyTakesView(ScopedView):
    """Which open tickets a policy for a combination would take, if there were one; nothing is changed."""

    model = None
    roles = CHANGES

    @extend_schema(request=PolicyInput, responses=TakenSerializer, operation_id="preview_clock_policy")
    def post(self, request: Request) -> Response:
        return Response(would_take(**self.sent(PolicyInput)))


class PolicyEndView(ScopedView):
    """The end of one policy, as its last version; what is more general holds from then on."""

    model = None
    roles = CHANGES
    also_refuses = frozenset({409})

    @extend_schema(request=PolicyEndInput, responses=PolicySerializer, operation_id="retire_clock_policy")
    def post(self, request: Request, pk: int) -> Response:
        ended = retire_policy(pk=pk, actor=self.actor, at=timezone.now(), **self.sent(PolicyEndInput))
        return Response(PolicySerializer(ended).data)


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
    """How many running promises are another policy's or version's and would be this one's, and moving them to it."""

    model = None
    roles = CHANGES

    @extend_schema(responses=MoveSerializer, operation_id="preview_clock_policy_move")
    def get(self, request: Request, pk: int) -> Response:
        policy = ClockPolicy.objects.filter(pk=pk, active=True).first()
        if policy is None:
            raise Http404
        return Response({"promises": promises_for(policy).count()})

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
        check_changes(request)
        ladder = change_ladder(actor=self.actor, at=timezone.now(), **self.sent(LadderInput))
        return Response(LadderSerializer(ladder).data)
