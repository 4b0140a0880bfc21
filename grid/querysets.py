"""How the grid's tables are cut to their reader, and to a day."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from core.prepared import Given
from core.scope import Scope


class PeriodQuerySet(models.QuerySet[Any]):
    def current(self, on: date | Given) -> Self:
        """Rows whose period [starts_on, ends_on) holds the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), starts_on__lte=on)


class UnitQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Staff know every unit; an enterprise learns of units through its own tickets only."""
        return self.none() if scope.is_enterprise else self.all()

    def existing(self, on: date) -> Self:
        """Units that have begun and not merged away by the day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        )


class MembershipQuerySet(PeriodQuerySet):
    def visible_to(self, scope: Scope) -> Self:
        """As units."""
        return self.none() if scope.is_enterprise else self.all()


class PlacementQuerySet(PeriodQuerySet):
    pass


class AssignmentQuerySet(PeriodQuerySet):
    pass


class VisitQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Coordinators and leaders all; cadres and team leaders their own and their enterprises' visits."""
        if scope.reads_everything:
            return self.all()
        if scope.is_enterprise:
            return self.filter(enterprise_id__in=scope.enterprise_ids)
        return self.filter(
            Q(author_id=scope.user_id)
            | Q(enterprise_id__in=scope.enterprise_ids)
            | Q(unit__in=scope.unit_ids)
        )


class VisitPhotoQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """As the visit they belong to, save that an enterprise sees none."""
        if scope.reads_everything:
            return self.all()
        if scope.is_enterprise:
            return self.none()
        return self.filter(
            Q(visit__author_id=scope.user_id)
            | Q(visit__enterprise_id__in=scope.enterprise_ids)
            | Q(visit__unit__in=scope.unit_ids)
        )
