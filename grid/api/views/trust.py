"""What about a visit deserves a look: the list, the author's answer, the look, and the enterprise's word."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import STAFF, Role
from core.api.pagination import keyset_page
from core.api.schema import page_of
from core.api.views import ScopedView
from grid.actions.answer_visit import answer_visit
from grid.actions.look_at_visit import explain_visit, look_at_visit
from grid.api.filters import LookFilter
from grid.api.inputs import AnswerVisitInput, ExplainInput, LookInput
from grid.api.serializers import VisitDetailSerializer, VisitLookSerializer, VisitRowSerializer
from grid.api.views.visits import shown
from grid.models import Visit, VisitLook
from grid.selectors.trust import looks
from grid.selectors.visits import visit_rows

LOOKERS = frozenset({Role.TEAM_LEADER, Role.COORDINATOR, Role.LEADER, Role.ADMIN})


class VisitLooksView(ScopedView):
    model = VisitLook
    roles = LOOKERS

    @extend_schema(
        operation_id="list_visit_looks", parameters=[LookFilter], responses=page_of(VisitLookSerializer)
    )
    def get(self, request: Request) -> Response:
        """Visits that need a look and why, the latest first."""
        rows = looks(self.scope, done=self.asked(LookFilter).get("done", False))
        page = keyset_page(request, rows, key="opened_at")
        return Response({"next": page.next, "results": VisitLookSerializer(page.results, many=True).data})


class ExplainVisitView(ScopedView):
    model = Visit
    roles = STAFF
    also_refuses = frozenset({409})

    @extend_schema(operation_id="explain_visit", request=ExplainInput, responses=VisitDetailSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        """The author answers to the signals of a visit."""
        visit, said = self.find(uuid=uuid), self.sent(ExplainInput)
        explain_visit(actor=self.actor, at=timezone.now(), visit_id=visit.pk, text=said["text"])
        return Response(shown(self, uuid))


class LookAtVisitView(ScopedView):
    model = Visit
    roles = frozenset({Role.TEAM_LEADER, Role.COORDINATOR})
    also_refuses = frozenset({409})

    @extend_schema(operation_id="look_at_visit", request=LookInput, responses=VisitDetailSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Say what was found; the author reads it."""
        visit, said = self.find(uuid=uuid), self.sent(LookInput)
        look_at_visit(
            actor=self.actor, at=timezone.now(), scope=self.scope, visit_id=visit.pk, note=said["note"]
        )
        return Response(shown(self, uuid))


class AnswerVisitView(ScopedView):
    model = Visit
    roles = frozenset({Role.CONTACT})
    also_refuses = frozenset({409})

    @extend_schema(operation_id="answer_visit", request=AnswerVisitInput, responses=VisitRowSerializer)
    def post(self, request: Request, uuid: UUID) -> Response:
        """The enterprise confirms that somebody came, or says what was otherwise."""
        visit, said = self.find(uuid=uuid), self.sent(AnswerVisitInput)
        answer_visit(
            actor=self.actor,
            at=timezone.now(),
            visit_id=visit.pk,
            confirmed=said["confirmed"],
            text=said.get("text", ""),
        )
        return Response(VisitRowSerializer(self.find_in(visit_rows(self.scope), uuid=uuid)).data)
