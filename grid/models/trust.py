"""What about a visit deserves a look, and who looked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models.visit import Visit
from grid.querysets import VisitLookQuerySet
from grid.rules.trust import Signal


class VisitSignal(models.Model):
    """A reason to look, with the figures it rests on."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=13)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_signal_once"),
            models.CheckConstraint(condition=Q(kind__in=[*Signal]), name="visit_signal_known"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.kind}"


class VisitLook(models.Model):
    """A visit that somebody should look at: what its author answers, and what who looked at it says."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="look")
    opened_at = models.DateTimeField()
    explanation = models.CharField(max_length=500, blank=True)
    explained_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = VisitLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访核实")
        verbose_name_plural = _("走访核实")
        indexes = [
            models.Index(
                fields=["-opened_at", "-id"], name="look_waiting", condition=Q(looked_at__isnull=True)
            ),
            models.Index(fields=["-opened_at", "-id"], name="look_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}"
