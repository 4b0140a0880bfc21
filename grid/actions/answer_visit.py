"""The enterprise says whether a visit was as told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField, WrongState
from grid.actions._named import enterprise_name
from grid.actions._trust import enter, leads, public
from grid.events import VisitConfirmed, VisitDisputed
from grid.models import BackCheck, Visit
from grid.rules.trust import Finding, Signal

ANSWERED_WITHIN = timedelta(days=60)


@transaction.atomic
def answer_visit(*, actor: User, at: datetime, visit_id: int, confirmed: bool, text: str) -> Visit:
    """Confirmed, or disputed with a reason, once. A dispute asks for a look and is a reason, not a verdict."""
    visit: Visit = Visit.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=visit_id)

    if visit.backcheck:
        raise WrongState(_("这次走访已经回复过了。"), remedy=_("如有变化,请直接提交诉求。"))
    if at - visit.received_at > ANSWERED_WITHIN:
        raise WrongState(_("这次走访时间较久,不再需要确认。"), remedy=_("如有问题,请直接提交诉求。"))
    if not confirmed and not text:
        raise InvalidField(_("请说明哪里不符。"), field="text", remedy=_("例如:当天没有人来过。"))

    visit.backcheck = BackCheck.CONFIRMED if confirmed else BackCheck.DISPUTED
    visit.backcheck_at, visit.backcheck_by, visit.backcheck_text = at, actor, text
    visit.save(update_fields=["backcheck", "backcheck_at", "backcheck_by", "backcheck_text"])

    if confirmed:
        publish(
            VisitConfirmed(
                at=at,
                actor_id=actor.pk,
                topics=public(visit),
                visit=str(visit.uuid),
                enterprise=enterprise_name(visit.enterprise),
            )
        )
        return visit
    publish(
        VisitDisputed(
            at=at,
            actor_id=actor.pk,
            topics=public(visit),
            notify=tuple({visit.author_id, *leads(visit, at)}),
            visit=str(visit.uuid),
            enterprise=enterprise_name(visit.enterprise),
            reason=text,
        )
    )
    enter(visit, [Finding(Signal.DISPUTED, {"text": text})], at)
    return visit
