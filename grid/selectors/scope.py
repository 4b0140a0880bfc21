"""A reader's scope: the one place that turns role, teams, territory and assignments into what may be seen."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Role, User
from core.scope import Scope
from enterprises.models import Contact, Enterprise
from grid.models import Assignment, Membership, Placement
from grid.selectors.absence import StoodFor

READS_EVERYTHING = frozenset({Role.COORDINATOR, Role.LEADER, Role.ADMIN})


def scope_for(user: User) -> Scope:
    """What a user may see today. Lazy: no query is made here."""
    today = timezone.localdate()
    member = Membership.objects.current(today).filter(user_id=user.pk)
    units = member.values("unit_id")
    enterprises: QuerySet[Any, Any]
    if user.role == Role.CONTACT:
        enterprises = Contact.objects.filter(user_id=user.pk).values("enterprise_id")
    else:
        placed = Placement.objects.current(today).filter(unit_id__in=units).values("enterprise_id")
        answers = Assignment.objects.current(today).filter(cadre_id=user.pk).values("enterprise_id")
        enterprises = Enterprise.objects.filter(Q(id__in=placed) | Q(id__in=answers)).values("id")
    return Scope(
        user_id=user.pk,
        role=user.role,
        reads_everything=user.role in READS_EVERYTHING,
        reads_register=user.role == Role.OFFICER,
        unit_ids=units,
        led_unit_ids=member.filter(is_lead=True).values("unit_id"),
        enterprise_ids=enterprises,
        colleague_ids=Membership.objects.current(today).filter(unit_id__in=units).values("user_id"),
        stood_for_ids=StoodFor(user.pk, timezone.now()),
    )
