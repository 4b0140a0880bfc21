"""Coming back: said early by a person, or noticed by time; what has not begun is called off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.outbox import publish
from core.refusals import WrongState
from grid.actions._named import person_name
from grid.actions.report_absence import absence_topics, ask_absence_keeper
from grid.events import AbsenceEnded
from grid.models import Absence

BATCH = 50


@transaction.atomic
def end_absence(*, actor: User, at: datetime, absence_id: int) -> Absence:
    """Back now, or called off when it has not begun. WrongState when it is over already."""
    absence: Absence = (
        Absence.objects.select_for_update(of=("self",)).select_related("user", "deputy").get(pk=absence_id)
    )

    ask_absence_keeper(actor, absence.user, at)
    over = absence.ends_at is not None and absence.ends_at <= at
    if absence.cancelled_at is not None or over:
        raise WrongState(_("这次外出已经结束。"))

    if absence.starts_at >= at:
        absence.cancelled_at = at
    else:
        absence.ends_at = at
    absence.settled_at = at
    absence.save(update_fields=["cancelled_at", "ends_at", "settled_at"])

    _tell(absence, actor, at)
    return absence


@transaction.atomic
def settle_absences(*, at: datetime) -> int:
    """Tell of the ends that have passed untold, in one batch; answers how many. Safe to run twice at once."""
    over = Absence.objects.filter(ends_at__lte=at, settled_at=None, cancelled_at=None)
    rows = list(
        over.select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "deputy")
        .order_by("ends_at")[:BATCH]
    )
    Absence.objects.filter(pk__in=[row.pk for row in rows]).update(settled_at=at)

    for row in rows:
        _tell(row, None, at)
    return len(rows)


def _tell(absence: Absence, actor: User | None, at: datetime) -> None:
    people = {absence.user_id, absence.deputy_id} - {actor.pk if actor else None, None}
    publish(
        AbsenceEnded(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=absence_topics(absence, at),
            notify=tuple(person for person in people if person),
            user=person_name(absence.user),
            deputy=person_name(absence.deputy) if absence.deputy else None,
            called_off=absence.cancelled_at is not None,
        )
    )
