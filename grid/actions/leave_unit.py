"""A membership comes to its end."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import InvalidField
from grid.actions._keeper import ask_keeper
from grid.events import MemberLeft
from grid.models import Membership


@transaction.atomic
def leave_unit(*, actor: User | None, at: datetime, membership_id: int, ends_on: date) -> Membership:
    """No member from `ends_on` on; the row stays, because visits of the period still count."""
    membership: Membership = Membership.objects.select_for_update().get(pk=membership_id)

    ask_keeper(actor, unit_id=None, on=ends_on)
    if ends_on <= membership.starts_on:
        raise InvalidField(_("结束日期应在开始日期之后。"), field="ends_on", remedy=_("请选择更晚的日期。"))

    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])

    publish(
        MemberLeft(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=(f"unit.{membership.unit_id}", f"user.{membership.user_id}"),
            unit=membership.unit_id,
            user=membership.user_id,
            ends_on=ends_on.isoformat(),
        )
    )
    return membership
