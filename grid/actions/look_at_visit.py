"""A visit that needs a look: its author answers, somebody else looks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.refusals import NotAllowed, WrongState
from core.scope import Scope
from grid.actions._named import enterprise_name
from grid.actions._trust import inside, leads
from grid.events import VisitExplained, VisitLookedAt
from grid.models import VisitLook


@transaction.atomic
def explain_visit(*, actor: User, at: datetime, visit_id: int, text: str) -> VisitLook:
    """The author says what was behind the signals; may be said anew until somebody has looked."""
    look = _open(visit_id)

    if look.visit.author_id != actor.pk:
        raise NotAllowed(_("只有走访人可以说明。"), remedy=_("请联系走访人。"))

    look.explanation, look.explained_at = text, at
    look.save(update_fields=["explanation", "explained_at"])

    publish(
        VisitExplained(
            at=at,
            actor_id=actor.pk,
            topics=inside(look.visit, at),
            notify=tuple(leads(look.visit, at)),
            visit=str(look.visit.uuid),
            enterprise=enterprise_name(look.visit.enterprise),
            text=text,
        )
    )
    return look


@transaction.atomic
def look_at_visit(*, actor: User, at: datetime, scope: Scope, visit_id: int, note: str) -> VisitLook:
    """Who leads the unit, or a coordinator, has looked and says what was found. Never the author."""
    look = _open(visit_id)

    _ask_looker(look, scope)

    look.note, look.looked_at, look.looked_by = note, at, actor
    look.save(update_fields=["note", "looked_at", "looked_by"])

    publish(
        VisitLookedAt(
            at=at,
            actor_id=actor.pk,
            topics=inside(look.visit, at),
            notify=(look.visit.author_id,),
            visit=str(look.visit.uuid),
            enterprise=enterprise_name(look.visit.enterprise),
            text=note,
        )
    )
    return look


def _open(visit_id: int) -> VisitLook:
    """The look that waits; WrongState for a visit without one."""
    look: VisitLook | None = (
        VisitLook.objects.select_for_update(of=("self",))
        .select_related("visit__enterprise")
        .filter(visit_id=visit_id)
        .first()
    )
    if look is None:
        raise WrongState(_("这次走访没有待核实的提示。"), remedy=_("无需处理。"))
    if look.looked_at:
        raise WrongState(_("这次走访已经核实过了。"), remedy=_("请刷新后再看。"))
    return look


def _ask_looker(look: VisitLook, scope: Scope) -> None:
    visit = look.visit
    if visit.author_id == scope.user_id:
        raise NotAllowed(_("自己的走访须由他人核实。"), remedy=_("请协调员核实。"))
    if scope.role == Role.COORDINATOR:
        return
    if visit.unit_id and scope.led_unit_ids.filter(unit_id=visit.unit_id).exists():
        return
    raise NotAllowed(_("只有本组组长或协调员可以核实。"), remedy=_("请联系本组组长。"))
