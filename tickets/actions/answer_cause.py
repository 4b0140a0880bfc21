"""One answer to all: the unit that answers for a shared cause resolves every open ticket of it; and its end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField, NotAllowed, Stale, WrongState
from grid.selectors import scope_for
from tickets.actions._many import Many, lock_many
from tickets.actions._transition import record, write
from tickets.events import CauseAnswered, CauseClosed, TicketResolved
from tickets.models import CommonCause
from tickets.rules.lifecycle import ENDED, TABLE
from tickets.rules.meeting import STEERS


@transaction.atomic
def answer_cause(
    *, ref: str, actor: User, at: datetime, version: int, outcome: str, answer: str
) -> CommonCause:
    """Every open ticket without unfinished sub-tasks is resolved with the same words; the others stay, and are counted.

    The enterprises confirm or reject each for itself; a rejected one goes back to its own holder.
    """
    cause = _lock(ref, actor, version)
    if len(answer.strip()) < 5:
        raise InvalidField(
            _("请写明办理结果。"), field="answer", remedy=_("所有关联企业都会看到,至少五个字。")
        )

    row = TABLE["answer_in_common"]
    tickets = lock_many(cause.tickets.filter(state__in=[state.value for state in row.sources]))
    ready = [ticket for ticket in tickets if ticket.tasks_done == ticket.tasks_total]
    many = Many(ready, at=at, actor=actor, changing=("outcome", "public_reply", "resolved_at"))
    for locked in many:
        write(locked, row, outcome=outcome, public_reply=answer.strip(), resolved_at=at)
        record(locked, TicketResolved, outcome=outcome, public_reply=answer.strip())
    many.write()
    cause.state, cause.outcome, cause.answer = CommonCause.State.ANSWERED, outcome, answer.strip()
    cause.answered_at, cause.version = at, cause.version + 1
    cause.save()

    publish(
        CauseAnswered(
            at=at,
            actor_id=actor.pk,
            topics=(f"unit.{cause.unit_id}", "board"),
            ref=cause.ref,
            version=cause.version,
            title=cause.title,
            answer=cause.answer,
            tickets=len(ready),
            left=len(tickets) - len(ready),
        )
    )
    return cause


@transaction.atomic
def close_cause(*, ref: str, actor: User, at: datetime, version: int) -> CommonCause:
    """Closed when every ticket of it has ended; WrongState names those that have not."""
    cause = _lock(ref, actor, version)
    living = cause.tickets.exclude(state__in=[state.value for state in ENDED]).order_by("pk")
    waiting = list(living.values_list("ref", flat=True)[:20])
    if cause.state != CommonCause.State.ANSWERED or waiting:
        raise WrongState(
            _("还有工单没有结束,不能结束共性问题。"),
            remedy=_("请先答复,并等企业确认。"),
            unfinished=waiting,
        )

    cause.state, cause.version = CommonCause.State.CLOSED, cause.version + 1
    cause.save()

    publish(
        CauseClosed(
            at=at,
            actor_id=actor.pk,
            topics=(f"unit.{cause.unit_id}", "board"),
            ref=cause.ref,
            version=cause.version,
            title=cause.title,
        )
    )
    return cause


def _lock(ref: str, actor: User, version: int) -> CommonCause:
    scope = scope_for(actor)
    cause = CommonCause.objects.visible_to(scope).select_for_update(of=("self",)).filter(ref=ref).first()
    if cause is None:
        raise Http404
    of_unit = scope.unit_ids.filter(unit_id=cause.unit_id).exists()
    if actor.role not in STEERS and not of_unit:
        raise NotAllowed(_("只有牵头单位和协调员可以这样做。"), remedy=_("请联系牵头单位。"))
    if cause.version != version:
        raise Stale(
            _("共性问题刚刚被更新,请查看最新内容。"),
            remedy=_("请查看最新内容后再操作。"),
            current={"ref": cause.ref, "state": cause.state, "version": cause.version},
        )
    if cause.state == CommonCause.State.CLOSED:
        raise WrongState(_("共性问题已经结束。"), remedy=_("如又出现,请新开一个。"))
    found: CommonCause = cause
    return found
