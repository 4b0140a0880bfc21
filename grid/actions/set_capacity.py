"""How much work a person may be given in a unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from core.outbox import publish
from grid.actions._keeper import ask_keeper
from grid.events import CapacitySet
from grid.models import Membership


@transaction.atomic
def set_capacity(*, actor: User, at: datetime, unit: int, user: int, hours: int | None) -> Membership:
    """New work goes to the person only while the work in hand is below that many hours; None is no limit.

    Http404 when the person is no member today; NotAllowed for others than the unit's lead and the keepers.
    """
    today = timezone.localdate(at)
    rows = Membership.objects.current(today).select_for_update(of=("self",))
    membership: Membership | None = rows.filter(unit_id=unit, user_id=user).first()
    if membership is None:
        raise Http404

    ask_keeper(actor, unit_id=unit, on=today)

    membership.capacity_hours = hours
    membership.save(update_fields=["capacity_hours"])

    publish(
        CapacitySet(
            at=at,
            actor_id=actor.pk,
            topics=(f"unit.{unit}", f"user.{user}"),
            unit=unit,
            user=user,
            hours=hours,
        )
    )
    return membership
