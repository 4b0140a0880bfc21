"""Visits that are meant to be made: who goes where on which day, and the address of a cadre's calendar feed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from grid.querysets import PlannedVisitQuerySet


class PlanReason(models.TextChoices):
    FOLLOW_UP = "follow_up", _("约好回访")
    NEVER = "never", _("从未走访")
    STALE = "stale", _("例行走访")
    CHECK = "check", _("随机抽查")
    ASKED = "asked", _("专门安排")


class PlannedVisit(models.Model):
    """One enterprise on one day, for everybody who has business there: an enterprise is not called on twice a day.

    A dropped row stays, with its day, so that a later plan does not bring back what its owner struck out.
    """

    uuid = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    cadre = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=9, choices=PlanReason)
    by_hand = models.BooleanField(default=False)
    """Planned or moved by a person: a new plan of the week leaves it where it is."""
    purposes = models.JSONField(default=list)
    """What each unit wants there: {unit, name, name_en, by, text}."""
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访计划")
        verbose_name_plural = _("走访计划")
        indexes = [
            models.Index(fields=["cadre", "on"], name="planned_cadre"),
            models.Index(fields=["enterprise", "on"], name="planned_enterprise"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "on"], condition=Q(dropped_at=None), name="planned_once_a_day"
            ),
            models.CheckConstraint(condition=Q(reason__in=PlanReason.values), name="planned_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.on}"


class CalendarFeed(models.Model):
    """Whoever knows the address reads the plan; only a hash of its secret is kept, and deleting the row revokes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")

    def __str__(self) -> str:
        return f"{self.user_id}"
