"""What is promised to whom: the policy that fits, the ladder it climbs, and how long clocks may rest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.db.models import QuerySet

from enterprises.models import Tier
from tickets.models import ClockKind, ClockPolicy, Ladder, PauseReason, Rung, Ticket
from tickets.rules.ladder import RungData

_ladders: dict[int, tuple[RungData, ...]] = {}
"""A ladder's rungs never change under its key, so a process reads each once."""


class Promises:
    """Read when first asked for, then kept: one instance serves one change, one sweep, or a whole world."""

    @cached_property
    def _policies(self) -> list[ClockPolicy]:
        return list(ClockPolicy.objects.filter(active=True).order_by("id"))

    @cached_property
    def _limits(self) -> dict[str, int | None]:
        return dict(PauseReason.objects.values_list("code", "limit_days"))

    @cached_property
    def _newest_ladder(self) -> int | None:
        return Ladder.objects.filter(active=True).order_by("-version").values_list("id", flat=True).first()

    def policy(self, ticket: Ticket) -> ClockPolicy:
        """The one its rule names, in the version in force; else the one that fits best: by category, then its
        parent's, then tier, then priority."""
        named, category = ticket.policy, ticket.category
        if named is not None and named.active:
            return named
        if named is not None and (newer := next((row for row in self._policies if same(row, named)), None)):
            return newer
        return best_of(
            self._policies,
            (category.pk, category.parent_id, str(ticket.priority), ticket.enterprise.is_key),
        )

    def ladder(self, policy: ClockPolicy) -> int | None:
        """The ladder that promises under a policy climb."""
        return policy.ladder_id or self._newest_ladder

    def limit_days(self, reason: str) -> int | None:
        """Working days after which a rest ends by itself; None when nothing but a date ends it."""
        return self._limits.get(reason)


def same(one: ClockPolicy, other: ClockPolicy) -> bool:
    """Whether two are versions of one policy."""
    return (one.category_id, one.priority, one.tier) == (other.category_id, other.priority, other.tier)


Matter = tuple[str, str | None, str, bool]
"""What a policy is chosen by: the category, the one above it, the priority, whether it is a key enterprise."""


def best_of(policies: Iterable[ClockPolicy], matter: Matter) -> ClockPolicy:
    """The one that fits best. One that asks for nothing is always in force."""
    category, parent, priority, is_key = matter
    fitting = (
        row
        for row in policies
        if row.category_id in (category, parent, None)
        and row.priority in ("", priority)
        and row.tier in ("", Tier.of(is_key))
    )
    return max(
        fitting,
        key=lambda row: (
            row.category_id == category,
            bool(row.category_id),
            bool(row.tier),
            bool(row.priority),
            row.version,
        ),
    )


def rungs_of(ladder: int | None) -> tuple[RungData, ...]:
    """The rungs of a ladder, lowest first; none without a ladder."""
    if ladder is None:
        return ()
    if ladder not in _ladders:
        rows = Rung.objects.filter(ladder=ladder).order_by("level")
        _ladders[ladder] = tuple(
            RungData(
                level=row.level,
                trigger=row.trigger,
                amount=row.amount,
                duty_seconds=row.duty_seconds,
                recipients=tuple(row.recipients),
                notice=row.notice,
                hands_over=row.hands_over,
            )
            for row in rows
        )
    return _ladders[ladder]


def ladders() -> QuerySet[Ladder]:
    """All versions of the ladder with their rungs, newest first."""
    return Ladder.objects.select_related("by").prefetch_related("rungs").order_by("-version")


def budgets(policy: ClockPolicy) -> dict[str, int]:
    """Working seconds by kind of promise, as usual days have them."""
    return {
        ClockKind.ACKNOWLEDGE: policy.acknowledge_seconds,
        ClockKind.FIRST_CONTACT: policy.first_contact_seconds,
        ClockKind.RESOLVE: policy.resolve_seconds,
    }
