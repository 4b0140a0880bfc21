"""Who is away, said by oneself or by who leads, and ended on return."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.models import STAFF, User
from core.api.idempotency import create_once
from core.api.inputs import CreateInput, Input, Moment, Text, Whole
from core.api.views import ScopedView
from grid.actions.end_absence import end_absence
from grid.actions.report_absence import report_absence
from grid.actions.set_capacity import set_capacity
from grid.models import Absence, AbsenceReason, Unit
from grid.selectors.absence import absence_rows

KEPT = timedelta(days=14)


class AbsenceSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    user = PersonSerializer(source="user_card")
    deputy = PersonSerializer(source="deputy_card", allow_null=True)
    reason = serializers.ChoiceField(choices=AbsenceReason.choices)
    note = serializers.CharField(allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class AbsenceInput(CreateInput):
    user = Whole(min_value=1, required=False)
    deputy = Whole(min_value=1, required=False, allow_null=True)
    reason = serializers.ChoiceField(choices=AbsenceReason.choices, default=AbsenceReason.LEAVE)
    note = Text(max_length=200, required=False, allow_blank=True)
    starts_at = Moment()
    ends_at = Moment(required=False, allow_null=True)


class CapacityInput(Input):
    hours = Whole(min_value=1, max_value=1000, allow_null=True)


class AbsencesView(ScopedView):
    model = Absence
    roles = STAFF
    idempotent_create = True

    @extend_schema(operation_id="list_absences", responses=AbsenceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own absences and those of one's units, also what ended in the last two weeks."""
        rows = absence_rows(self.scope, since=timezone.now() - KEPT)[:200]
        return Response(AbsenceSerializer(rows, many=True).data)

    @extend_schema(operation_id="report_absence", request=AbsenceInput, responses={201: AbsenceSerializer})
    def post(self, request: Request) -> Response:
        """Away oneself, or, for who leads, a member of the unit."""
        data = self.sent(AbsenceInput)
        user = _person(data.pop("user", self.actor.pk))
        named = data.pop("deputy", None)
        fields = {"ends_at": None, **data, "user": user, "deputy": _person(named) if named else None}
        return create_once(
            request,
            request.data,
            lambda: self._shape(report_absence(actor=self.actor, at=timezone.now(), **fields)),
        )

    def _shape(self, absence: Absence) -> dict[str, Any]:
        row = absence_rows(self.scope, since=absence.starts_at).get(pk=absence.pk)
        return dict(AbsenceSerializer(row).data)


class AbsenceEndView(ScopedView):
    model = Absence
    roles = STAFF

    @extend_schema(operation_id="end_absence", request=None, responses=AbsenceSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Back now; called off when it has not begun."""
        row = self.find_in(absence_rows(self.scope, since=timezone.now() - KEPT), uuid=uuid)
        ended = end_absence(actor=self.actor, at=timezone.now(), absence_id=row.pk)
        row.ends_at = ended.ends_at
        return Response(AbsenceSerializer(row).data)


class CapacityView(ScopedView):
    model = Unit
    roles = STAFF

    @extend_schema(operation_id="set_capacity", request=CapacityInput, responses={204: None})
    def put(self, request: Request, pk: int, user: int) -> Response:
        """How many hours of work in hand close a member's door to new work; null opens it for good."""
        unit = self.find(pk=pk)
        set_capacity(actor=self.actor, at=timezone.now(), unit=unit.pk, user=user, **self.sent(CapacityInput))
        return Response(status=204)


def _person(pk: int) -> User:
    """An active account that works here. Http404 otherwise."""
    found = User.objects.filter(pk=pk, is_active=True, role__in=STAFF).first()
    if found is None:
        raise Http404
    return found
