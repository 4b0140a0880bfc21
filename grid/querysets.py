"""How the grid's tables are cut to their reader, and to a day."""

from __future__ import annotations

from datetime import date, datetime
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


class AbsenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """One's own, those one stands in for, and those of one's units; coordinators and leaders all."""
        if scope.reads_everything:
            return self.all()
        if scope.is_enterprise:
            return self.none()
        mine = Q(user_id=scope.user_id) | Q(deputy_id=scope.user_id)
        return self.filter(mine | Q(user_id__in=scope.colleague_ids))

    def of(self, user_id: int) -> Self:
        """One person's, without what was called off."""
        return self.filter(user_id=user_id, cancelled_at=None)

    def during(self, at: datetime) -> Self:
        """Away at the moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, cancelled_at=None)

    def overlapping(self, starts_at: datetime, ends_at: datetime | None) -> Self:
        """Away at some moment of the period."""
        rows = self.filter(Q(ends_at=None) | Q(ends_at__gt=starts_at))
        return rows if ends_at is None else rows.filter(starts_at__lt=ends_at)


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

    def accounted_for_by(self, scope: Scope) -> Self:
        """Of those seen what one reports on: one's own and the units' one leads; coordinators and leaders all."""
        rows = self.visible_to(scope)
        if scope.reads_everything:
            return rows
        return rows.filter(Q(author_id=scope.user_id) | Q(unit__in=scope.led_unit_ids))


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


class PlannedVisitQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Coordinators and leaders all; others their own, their units' and those of the enterprises they serve."""
        if scope.reads_everything:
            return self.all()
        if scope.is_enterprise:
            return self.none()
        return self.filter(
            Q(cadre_id=scope.user_id)
            | Q(cadre_id__in=scope.colleague_ids)
            | Q(enterprise_id__in=scope.enterprise_ids)
        )

    def standing(self) -> Self:
        """Without what was struck out."""
        return self.filter(dropped_at=None)


class VisitLookQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Coordinators, leaders and administrators all; who leads the visit's unit, and its author."""
        if scope.reads_everything:
            return self.all()
        if scope.is_enterprise:
            return self.none()
        return self.filter(Q(visit__author_id=scope.user_id) | Q(visit__unit__in=scope.led_unit_ids))
