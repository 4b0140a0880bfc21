"""Promises that were given before there was a ladder: from now on they climb it, too."""

from __future__ import annotations

from django.db.models import Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from tickets.models import Clock, ClockKind, ClockPolicy, ClockState, Ladder


def adopt() -> int:
    """Give every living promise to resolve without a ladder its policy's, else the newest. Answers how many.

    A running one is looked at by the next sweep, which raises what is due in order and says how late; a resting
    one keeps its alarm, the end of its rest. What has a ladder already is left alone, so it may run again.
    """
    newest = Ladder.objects.filter(active=True).order_by("-version").values_list("id", flat=True).first()
    if newest is None:
        return 0
    of_policy = ClockPolicy.objects.filter(pk=OuterRef("policy_id")).values("ladder_id")[:1]
    at = timezone.now()
    now = When(state=ClockState.RUNNING, then=Coalesce(Least(F("alarm_at"), at), at))
    rows = Clock.objects.filter(
        kind=ClockKind.RESOLVE, ladder=None, state__in=(ClockState.RUNNING, ClockState.PAUSED)
    )
    return rows.update(
        ladder_id=Coalesce(Subquery(of_policy), newest),
        alarm_at=Case(now, default=F("alarm_at")),
    )
