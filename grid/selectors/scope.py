"""A reader's scope: the one place that turns role, teams, territory and assignments into what may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, DateField, DateTimeField, Q, QuerySet
from django.utils import timezone

from accounts.models import Role, User
from core.prepared import Given
from core.scope import Scope
from enterprises.models import Contact, Enterprise
from grid.models import Assignment, Membership, Placement
from grid.selectors.absence import StoodFor

READS_EVERYTHING = frozenset({Role.COORDINATOR, Role.LEADER, Role.ADMIN})


def scope_for(user: User) -> Scope:
    """What a user may see today. Lazy: no query is made here."""
    return _scope(user.pk, user.role, timezone.localdate(), timezone.now())


def scope_pattern(role: str) -> Scope:
    """What anybody with the role may see at any time: each run of a prepared read says who and when."""
    reader = Given("reader", BigIntegerField())
    return _scope(reader, role, Given("today", DateField()), Given("now", DateTimeField()))


def _scope(reader: Any, role: str, today: Any, now: Any) -> Scope:
    return GridScope(
        user_id=reader,
        role=role,
        today=today,
        now=now,
        reads_everything=role in READS_EVERYTHING,
        reads_register=role == Role.OFFICER,
    )


@dataclass(frozen=True, kw_only=True)
class GridScope(Scope):
    @cached_property
    def unit_ids(self) -> QuerySet[Any, Any]:
        return self._memberships.values("unit_id")

    @cached_property
    def led_unit_ids(self) -> QuerySet[Any, Any]:
        return self._memberships.filter(is_lead=True).values("unit_id")

    @cached_property
    def enterprise_ids(self) -> QuerySet[Any, Any]:
        if self.is_enterprise:
            return Contact.objects.filter(user_id=self.user_id).values("enterprise_id")
        placed = Placement.objects.current(self.today).filter(unit_id__in=self.unit_ids)
        answers = Assignment.objects.current(self.today).filter(cadre_id=self.user_id)
        served = Q(id__in=placed.values("enterprise_id")) | Q(id__in=answers.values("enterprise_id"))
        return Enterprise.objects.filter(served).values("id")

    @cached_property
    def colleague_ids(self) -> QuerySet[Any, Any]:
        return Membership.objects.current(self.today).filter(unit_id__in=self.unit_ids).values("user_id")

    @cached_property
    def stood_for_ids(self) -> StoodFor:
        return StoodFor(self.user_id, self.now)

    @property
    def _memberships(self) -> QuerySet[Any, Any]:
        return Membership.objects.current(self.today).filter(user_id=self.user_id)
