"""Time policies as those who steer read them: in force, ended, by version, and what one would take."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tickets.models import PROMISES, Clock, ClockPolicy, ClockState, Ticket
from tickets.selectors.cards import CARD
from tickets.selectors.promises import best_of

SHOWN = 5


def promises_for(policy: ClockPolicy) -> QuerySet[Clock]:
    """The living first promises that would be this policy's if tickets were promised anew: those its older versions
    gave, and those of open tickets that it now fits best. `policy` may be one that is only being thought of."""
    same = Q(category=policy.category_id, priority=policy.priority, tier=policy.tier)
    older = ClockPolicy.objects.filter(same)
    if policy.pk is not None:
        older = older.filter(version__lt=policy.version)
    alive = (ClockState.RUNNING, ClockState.PAUSED)
    rows = Clock.objects.filter(state__in=alive, kind__in=PROMISES, round=1)
    mine = rows.filter(Q(policy__in=older) | _taken_by(policy))
    return mine if policy.pk is None else mine.exclude(policy=policy.pk)


def _taken_by(policy: ClockPolicy) -> Q:
    """Open tickets of the matters that it fits best, unless a rule named another policy for them."""
    others = ClockPolicy.objects.filter(active=True).exclude(pk=policy.pk)
    policies, names = [*others, policy], ("category", "category__parent", "priority", "enterprise__is_key")
    matters = Ticket.objects.open().filter(policy=None).order_by().values_list(*names).distinct()
    taken = Q(pk__in=())
    for matter in matters:
        if best_of(policies, matter) is policy:
            taken |= Q(**{f"ticket__{name}": value for name, value in zip(names, matter, strict=True)})
    return taken & Q(ticket__policy=None)


def policies_to_show() -> list[ClockPolicy]:
    """Those in force, and those that were ended and not taken up again."""
    rows = ClockPolicy.objects.filter(Q(active=True) | Q(retired=True)).select_related("by")
    newest = {(row.category_id, row.priority, row.tier): row for row in rows.order_by("version")}
    return sorted(newest.values(), key=lambda row: (row.category_id or "~", row.tier, row.priority))


def versions_of(policy: ClockPolicy) -> QuerySet[ClockPolicy]:
    """All versions of one policy, newest first."""
    same = ClockPolicy.objects.filter(category=policy.category_id, priority=policy.priority, tier=policy.tier)
    return same.select_related("by").order_by("-version")


def would_take(*, category: str | None, priority: str = "", tier: str = "") -> dict[str, Any]:
    """The open tickets that a policy for a combination would take from others, and how many promises of theirs."""
    clocks = promises_for(ClockPolicy(category_id=category, priority=priority, tier=tier))
    tickets = Ticket.objects.filter(pk__in=clocks.values("ticket_id"))
    cards = tickets.order_by("-id").values_list(CARD, flat=True)
    return {"tickets": tickets.count(), "promises": clocks.count(), "newest": list(cards[:SHOWN])}
