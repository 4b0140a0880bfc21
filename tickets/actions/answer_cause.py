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
from tickets.actions._transition import lock_for_system, record, write
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

    row, answered = TABLE["answer_in_common"], 0
    open_ones = cause.tickets.filter(state__in=[state.value for state in row.sources]).order_by("pk")
    refs = list(open_ones.values_list("ref", "tasks_done", "tasks_total"))
    for ticket_ref, done, total in refs:
        locked = lock_for_system(ref=ticket_ref, at=at) if done == total else None
        if locked is None or locked.state not in row.sources:
            continue
        locked.actor = actor
        write(locked, row, outcome=outcome, public_reply=answer.strip(), resolved_at=at)
        record(locked, TicketResolved, outcome=outcome, public_reply=answer.strip())
        answered += 1
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
            tickets=answered,
            left=len(refs) - answered,
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
