"""Who is away, from when to when, and who stands in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from grid.querysets import AbsenceQuerySet


class Moments(Func):
    """The half-open range of moments of a row."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class AbsenceReason(models.TextChoices):
    LEAVE = "leave", _("休假")
    SICK = "sick", _("病假")
    TRIP = "trip", _("出差")
    TRAINING = "training", _("培训")
    OTHER = "other", _("其他")


class Absence(models.Model):
    """A person away in [starts_at, ends_at), never twice at once; without an end until said otherwise.

    Deputies may be away too: the chain is followed to the first who is present. That it never closes to a ring is
    asked under a lock by grid.actions.report_absence; the database refuses the shortest ring, standing in for oneself.
    """

    uuid = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=8, choices=AbsenceReason, default=AbsenceReason.LEAVE)
    note = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the end was told; the sweep looks for ends that have passed untold."""

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("请假外出")
        verbose_name_plural = _("请假外出")
        indexes = [
            models.Index(fields=["deputy", "starts_at"], name="absence_deputy"),
            models.Index(
                fields=["ends_at"],
                name="absence_untold",
                condition=Q(settled_at__isnull=True, cancelled_at__isnull=True, ends_at__isnull=False),
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="away_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (Moments(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="absence_period"
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("user")), name="absence_deputy_is_another"
            ),
            models.CheckConstraint(condition=Q(reason__in=AbsenceReason.values), name="absence_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_at:%Y-%m-%d}"
