"""One view a verb: the body becomes arguments, the action runs once, the fresh detail goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.inputs import Input
from core.api.views import ScopedView
from tickets.actions.accept_rung import accept_rung
from tickets.actions.accept_ticket import accept_ticket
from tickets.actions.acknowledge_ticket import acknowledge_ticket
from tickets.actions.answer_notice import answer_notice
from tickets.actions.ask_extension import ask_extension
from tickets.actions.ask_info import ask_info
from tickets.actions.assign_ticket import assign_ticket
from tickets.actions.categorise_ticket import categorise_ticket
from tickets.actions.close_ticket import close_ticket
from tickets.actions.decide_extension import decide_extension
from tickets.actions.decline_ticket import decline_ticket
from tickets.actions.escalate_ticket import escalate_ticket
from tickets.actions.give_subtask import give_subtask
from tickets.actions.hand_over import hand_over
from tickets.actions.hold_ticket import hold_ticket
from tickets.actions.join_cause import join_cause, leave_cause
from tickets.actions.merge_ticket import merge_ticket
from tickets.actions.object_ticket import object_ticket
from tickets.actions.rate_ticket import confirm_result, rate_ticket
from tickets.actions.record_contact import record_contact
from tickets.actions.reject_result import reject_result
from tickets.actions.reopen_ticket import reopen_ticket
from tickets.actions.resolve_ticket import resolve_ticket
from tickets.actions.resume_ticket import resume_ticket
from tickets.actions.return_rung import return_rung
from tickets.actions.rule_objection import rule_objection
from tickets.actions.rule_rung import rule_rung
from tickets.actions.start_callback import start_callback
from tickets.actions.supervise_ticket import supervise_ticket
from tickets.actions.supplement_ticket import supplement_ticket
from tickets.actions.urge_ticket import urge_ticket
from tickets.actions.withdraw_ticket import withdraw_ticket
from tickets.api import inputs as i
from tickets.api.serializers import TicketDetailSerializer
from tickets.models import Ticket
from tickets.selectors.detail import ticket_detail

Action = Callable[..., Ticket]


def detail_response(view: ScopedView, ref: str, status: int = 200) -> Response:
    """The fresh detail."""
    return Response(ticket_detail(ref, view.scope, timezone.now()), status=status)


class VerbView(ScopedView):
    """POST /tickets/{ref}/{verb}. `asks` and `perform` are set by the table below."""

    model = Ticket
    needs_version = True
    asks: ClassVar[type[Input]]
    perform: ClassVar[Action]

    def post(self, request: Request, ref: str) -> Response:
        version, data = self.expected_version(), self.sent(self.asks)
        self.perform(ref=ref, actor=self.actor, at=timezone.now(), version=version, **data)
        return detail_response(self, ref)


VERBS: dict[str, tuple[type[Input], Action]] = {
    "accept": (i.EmptyInput, accept_ticket),
    "decline": (i.ReasonInput, decline_ticket),
    "ask_info": (i.ReasonInput, ask_info),
    "supplement": (i.TextInput, supplement_ticket),
    "assign": (i.AssignInput, assign_ticket),
    "categorise": (i.CategoriseInput, categorise_ticket),
    "acknowledge": (i.EmptyInput, acknowledge_ticket),
    "object": (i.ReasonInput, object_ticket),
    "rule_objection": (i.RuleObjectionInput, rule_objection),
    "hand_over": (i.HandOverInput, hand_over),
    "record_contact": (i.RecordContactInput, record_contact),
    "ask_extension": (i.AskExtensionInput, ask_extension),
    "decide_extension": (i.DecideExtensionInput, decide_extension),
    "hold": (i.HoldInput, hold_ticket),
    "resume": (i.OptionalReasonInput, resume_ticket),
    "resolve": (i.ResolveInput, resolve_ticket),
    "start_callback": (i.EmptyInput, start_callback),
    "confirm": (i.RateInput, confirm_result),
    "reject": (i.ReasonInput, reject_result),
    "rate": (i.RateInput, rate_ticket),
    "close": (i.ReasonInput, close_ticket),
    "reopen": (i.ReasonInput, reopen_ticket),
    "withdraw": (i.ReasonInput, withdraw_ticket),
    "merge": (i.MergeInput, merge_ticket),
    "give_subtask": (i.GiveSubtaskInput, give_subtask),
    "join_cause": (i.JoinCauseInput, join_cause),
    "leave_cause": (i.ReasonInput, leave_cause),
    "urge": (i.OptionalTextInput, urge_ticket),
    "escalate": (i.ReasonInput, escalate_ticket),
    "accept_rung": (i.EmptyInput, accept_rung),
    "return_rung": (i.ReasonInput, return_rung),
    "rule_rung": (i.RuleRungInput, rule_rung),
    "supervise": (i.SuperviseInput, supervise_ticket),
    "answer_notice": (i.TextInput, answer_notice),
}


REST = frozenset({"urge"})
"""Verbs that may come too soon after the last time."""


def view_of(verb: str) -> Any:
    """The view class of a verb, with its schema."""
    body, action = VERBS[verb]
    name = "".join(part.title() for part in verb.split("_"))
    cls: Any = type(
        f"{name}View",
        (VerbView,),
        {
            "asks": body,
            "perform": staticmethod(action),
            "may_come_too_soon": verb in REST,
            "__doc__": (action.__doc__ or "").strip(),
        },
    )
    described = extend_schema(
        operation_id=f"{verb}_ticket", request=body, responses={200: TicketDetailSerializer}, tags=["verbs"]
    )
    cls.post = described(_copy(cls.post))
    return cls.as_view()


def _copy(method: Callable[..., Response]) -> Callable[..., Response]:
    """A method of its own per class, so that each carries its own schema."""

    def post(self: VerbView, request: Request, ref: str) -> Response:
        return method(self, request, ref)

    return post
