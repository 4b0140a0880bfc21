"""Planning one visit by hand: joined with what others want there in the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.outbox import publish
from core.refusals import InvalidField, Missing
from enterprises.models import Enterprise
from grid.actions._named import enterprise_name, person_name
from grid.actions._planner import ask_day, ask_planner, plan_topics
from grid.events import VisitPlanned
from grid.models import PlannedVisit, PlanReason, Unit
from grid.rules.disturbance import MERGED_WITHIN, visits_around
from grid.selectors import scope_for, units_of
from grid.selectors.plans import days_disturbed


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What stands now. `merged`: a visit planned already took this one in. `in_week`: visits in seven days, with it."""

    visit: PlannedVisit
    merged: bool
    in_week: int


@transaction.atomic
def plan_visit(
    *, actor: User, at: datetime, uuid: UUID, enterprise: UUID, cadre: User, on: date, purpose: str = ""
) -> Planned:
    """The cadre goes there on that day; a visit planned within three days of it is used instead of a second one.

    Missing for an enterprise out of sight, NotAllowed for whom one does not plan for, InvalidField for a day off.
    """
    hold("plans")

    today = timezone.localdate(at)
    ask_planner(actor, cadre, today)
    ask_day(cadre, on, at)
    visited = Enterprise.objects.visible_to(scope_for(actor)).filter(uuid=enterprise).first()
    if visited is None:
        raise Missing(_("没有找到这家企业,或不在您的范围内。"), field="enterprise")
    if not Enterprise.objects.visible_to(scope_for(cadre)).filter(pk=visited.pk).exists():
        raise InvalidField(
            _("这位干部看不到这家企业。"), field="cadre", remedy=_("请选择该企业所在小组的干部。")
        )

    near = PlannedVisit.objects.standing().filter(
        enterprise=visited, on__range=(max(today, on - MERGED_WITHIN), on + MERGED_WITHIN)
    )
    found = near.select_for_update().select_related("cadre").order_by("on").first()
    wanted = _purpose(actor, purpose, today)
    if found is None:
        found = PlannedVisit.objects.create(
            uuid=uuid,
            enterprise=visited,
            cadre=cadre,
            on=on,
            reason=PlanReason.ASKED,
            by_hand=True,
            purposes=[wanted] if purpose else [],
        )
        merged = False
    else:
        found.purposes = [*found.purposes, wanted]
        found.by_hand = merged = True
        found.version += 1
        found.save(update_fields=["purposes", "by_hand", "version"])

    publish(
        VisitPlanned(
            at=at,
            actor_id=actor.pk,
            topics=plan_topics(found, today),
            notify=tuple({found.cadre_id} - {actor.pk}),
            planned=str(found.uuid),
            enterprise=enterprise_name(visited),
            cadre=person_name(found.cadre),
            on=found.on.isoformat(),
            merged=merged,
            purpose=purpose,
        )
    )
    others = days_disturbed([visited.pk], around=found.on, but=found.pk)
    return Planned(visit=found, merged=merged, in_week=visits_around(found.on, others[visited.pk]))


def _purpose(actor: User, text: str, today: date) -> dict[str, Any]:
    unit = Unit.objects.filter(pk__in=units_of(actor.pk, today)).order_by("pk").first()
    return {
        "unit": unit.pk if unit else None,
        "name": unit.name if unit else "",
        "name_en": unit.name_en if unit else "",
        "by": actor.name,
        "text": text,
    }
