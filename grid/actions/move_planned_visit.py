"""A planned visit goes to another day, or is struck out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.outbox import publish
from core.refusals import Stale, WrongState
from grid.actions._named import enterprise_name, person_name
from grid.actions._planner import ask_day, ask_planner, plan_topics
from grid.events import PlannedVisitDropped, PlannedVisitMoved
from grid.models import PlannedVisit


@transaction.atomic
def move_planned_visit(*, actor: User, at: datetime, planned_id: int, version: int, on: date) -> PlannedVisit:
    """To another working day. WrongState when the enterprise has a visit planned there already."""
    planned = _held(planned_id, version)

    ask_planner(actor, planned.cadre, timezone.localdate(at))
    ask_day(planned.cadre, on, at)
    there = PlannedVisit.objects.standing().filter(enterprise_id=planned.enterprise_id, on=on)
    if there.exclude(pk=planned.pk).exists():
        raise WrongState(_("这家企业那天已有走访计划。"), remedy=_("请换一天,或把两次合并。"))

    before, planned.on = planned.on, on
    _save(planned)

    publish(
        PlannedVisitMoved(
            **_told(planned, actor, at),
            on=on.isoformat(),
            on_before=before.isoformat(),
        )
    )
    return planned


@transaction.atomic
def drop_planned_visit(
    *, actor: User, at: datetime, planned_id: int, version: int, reason: str
) -> PlannedVisit:
    """Struck out with a reason; a new plan of the week does not bring it back on that day."""
    planned = _held(planned_id, version)

    ask_planner(actor, planned.cadre, timezone.localdate(at))

    planned.dropped_at = at
    _save(planned)

    publish(
        PlannedVisitDropped(
            **_told(planned, actor, at),
            on=planned.on.isoformat(),
            reason=reason,
        )
    )
    return planned


def _held(planned_id: int, version: int) -> PlannedVisit:
    hold("plans")
    rows = PlannedVisit.objects.select_for_update(of=("self",)).select_related("cadre", "enterprise")
    planned: PlannedVisit = rows.get(pk=planned_id)
    if planned.version != version:
        raise Stale(_("计划已被修改,请看过最新内容再改。"))
    if planned.dropped_at is not None:
        raise WrongState(_("这次走访已经取消。"))
    return planned


def _told(planned: PlannedVisit, actor: User, at: datetime) -> dict[str, Any]:
    """What every event of a planned visit says."""
    return {
        "at": at,
        "actor_id": actor.pk,
        "topics": plan_topics(planned, timezone.localdate(at)),
        "notify": tuple({planned.cadre_id} - {actor.pk}),
        "planned": str(planned.uuid),
        "enterprise": enterprise_name(planned.enterprise),
        "cadre": person_name(planned.cadre),
    }


def _save(planned: PlannedVisit) -> None:
    planned.by_hand = True
    planned.version += 1
    planned.save(update_fields=["on", "dropped_at", "by_hand", "version"])
