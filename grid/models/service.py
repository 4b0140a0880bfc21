"""Which team serves an enterprise, and which cadre answers for it, period by period."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from grid.models.unit import Unit
from grid.querysets import AssignmentQuerySet, PlacementQuerySet


class Period(Func):
    """The half-open date range of a row."""

    function = "daterange"
    output_field = DateRangeField()


class Placement(models.Model):
    """An enterprise in a team's territory for a period [starts_on, ends_on); never in two at once."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("归属网格")
        verbose_name_plural = _("归属网格")
        indexes = [models.Index(fields=["unit", "enterprise"], name="placement_unit")]
        constraints = [
            ExclusionConstraint(
                name="placed_once",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    (Period(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="placement_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} in {self.unit_id}"


class AssignmentKind(models.TextChoices):
    PRIMARY = "primary", _("包联干部")
    BACKUP = "backup", _("备岗干部")


class Assignment(models.Model):
    """A cadre answers for an enterprise for a period; one primary at a time, said by the database."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    cadre = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=AssignmentKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("包联")
        verbose_name_plural = _("包联")
        indexes = [models.Index(fields=["cadre", "enterprise"], name="assignment_cadre")]
        constraints = [
            ExclusionConstraint(
                name="one_primary_cadre",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    (Period(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="primary"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="assignment_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre_id} for {self.enterprise_id}"
