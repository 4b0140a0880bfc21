"""A person becomes a member of a unit."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.refusals import InvalidField, WrongState
from grid.actions._keeper import ask_keeper
from grid.events import MemberJoined
from grid.models import Membership, Unit


@transaction.atomic
def join_unit(
    *,
    actor: User | None,
    at: datetime,
    unit: Unit,
    user: User,
    starts_on: date,
    is_lead: bool = False,
) -> Membership:
    """Member from that day on. WrongState when the person already is one."""
    Unit.objects.select_for_update().get(pk=unit.pk)

    ask_keeper(actor, unit_id=None, on=starts_on)
    if user.role == Role.CONTACT:
        raise InvalidField(
            _("企业联系人不能加入服务单位。"), field="user", remedy=_("请选择工作人员的账号。")
        )
    if Membership.objects.filter(unit=unit, user=user, ends_on__isnull=True).exists():
        raise WrongState(_("这个人已经在该单位。"), remedy=_("如需调整身份,请先结束原来的任期。"))

    membership = Membership.objects.create(unit=unit, user=user, is_lead=is_lead, starts_on=starts_on)

    publish(
        MemberJoined(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"unit.{unit.pk}", f"user.{user.pk}"),
            unit=unit.pk,
            user=user.pk,
            is_lead=is_lead,
            starts_on=starts_on.isoformat(),
        )
    )
    return membership
