"""A cadre takes an enterprise on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.refusals import InvalidField, WrongState
from enterprises.models import Enterprise
from grid.actions._keeper import ask_keeper
from grid.actions._named import enterprise_name, person_name, topics
from grid.actions._period import close_before
from grid.events import EnterpriseAssigned
from grid.models import Assignment, AssignmentKind
from grid.selectors import service_of

ANSWERABLE = frozenset({Role.CADRE, Role.TEAM_LEADER})


@transaction.atomic
def assign_enterprise(
    *,
    actor: User | None,
    at: datetime,
    enterprise: Enterprise,
    cadre: User,
    starts_on: date,
    kind: str = AssignmentKind.PRIMARY,
) -> Assignment:
    """The cadre answers for the enterprise from that day on; a primary before it until then."""
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)

    unit_id = service_of(enterprise.pk, starts_on).unit_id
    ask_keeper(actor, unit_id=unit_id, on=starts_on)
    if cadre.role not in ANSWERABLE or not cadre.is_active:
        raise InvalidField(
            _("只能由在岗的干部或组长包联企业。"), field="cadre", remedy=_("请选择另一名干部。")
        )
    mine = Assignment.objects.filter(enterprise=enterprise, kind=kind)
    if mine.filter(cadre=cadre, ends_on__isnull=True).exists():
        raise WrongState(_("这家企业已由该干部包联。"))

    before = close_before(mine, starts_on) if kind == AssignmentKind.PRIMARY else None
    assignment = Assignment.objects.create(enterprise=enterprise, cadre=cadre, kind=kind, starts_on=starts_on)

    cadre_before = before.cadre_id if before else None
    publish(
        EnterpriseAssigned(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=topics(enterprise, units={unit_id}, users={cadre.pk, cadre_before}),
            notify=tuple({cadre.pk} - {actor.pk if actor else None}),
            enterprise=enterprise_name(enterprise),
            cadre=person_name(cadre),
            cadre_before=cadre_before,
            assignment=kind,
            starts_on=starts_on.isoformat(),
        )
    )
    return assignment
