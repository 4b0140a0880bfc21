"""Routing rules as data, and the ledger of the steps that were taken for a ticket."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit
from tickets.models.ticket import Priority, Ticket


class Strategy(models.TextChoices):
    RESPONSIBLE = "responsible", _("包联干部")
    LEAST_LOADED = "least_loaded", _("在办最少的成员")
    NOBODY = "nobody", _("单位自行安排")


class StartAt(models.TextChoices):
    TEAM = "team", _("企业所在网格小组")
    LEAD_UNIT = "lead_unit", _("牵头部门")


class RoutingRule(models.Model):
    """The first active rule whose every filled condition holds decides. An empty condition holds always."""

    order = models.PositiveIntegerField(unique=True)
    name = models.CharField(_("名称"), max_length=80)
    active = models.BooleanField(default=True)
    categories = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=13), default=list, blank=True)
    subdistricts = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    priorities = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    sources = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    start_at = models.CharField(max_length=9, choices=StartAt, default=StartAt.TEAM)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    strategy = models.CharField(max_length=12, choices=Strategy, default=Strategy.RESPONSIBLE)
    set_priority = models.CharField(max_length=6, choices=Priority, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("派单规则")
        verbose_name_plural = _("派单规则")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class RoutingStep(models.Model):
    """One step of the routing workflow, written with its effect; a step run twice finds its row and does nothing."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="routing_steps")
    step = models.CharField(max_length=12)
    attempt = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    outcome = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "step", "attempt"], name="step_once"),
            models.CheckConstraint(
                condition=Q(step__in=["classify", "unit", "person", "clocks", "publish"]), name="step_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.step}"
