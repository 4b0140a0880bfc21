"""Putting an enterprise into a team's territory."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField
from enterprises.models import Enterprise
from grid.actions._keeper import ask_keeper
from grid.actions._named import enterprise_name, topics
from grid.actions._period import close_before
from grid.events import EnterprisePlaced
from grid.models import Placement, Unit, UnitKind


@transaction.atomic
def place_enterprise(
    *, actor: User | None, at: datetime, enterprise: Enterprise, unit: Unit, starts_on: date
) -> Placement:
    """The team serves the enterprise from that day on; the team before it until then."""
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)

    ask_keeper(actor, unit_id=None, on=starts_on)
    if unit.kind != UnitKind.GRID_TEAM:
        raise InvalidField(_("企业只能归属网格小组。"), field="unit", remedy=_("请选择一个网格小组。"))

    before = close_before(Placement.objects.filter(enterprise=enterprise), starts_on)
    placement = Placement.objects.create(enterprise=enterprise, unit=unit, starts_on=starts_on)

    unit_before = before.unit_id if before else None
    publish(
        EnterprisePlaced(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=topics(enterprise, units={unit.pk, unit_before}),
            enterprise=enterprise_name(enterprise),
            unit=unit.pk,
            unit_before=unit_before,
            starts_on=starts_on.isoformat(),
        )
    )
    return placement
