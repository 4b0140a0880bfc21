"""Routing rules as data with their versions, the ledger of the steps that were taken for a ticket, and turns."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit
from tickets.models.clock import ClockPolicy
from tickets.models.ticket import Priority, Ticket


class Strategy(models.TextChoices):
    RESPONSIBLE = "responsible", _("包联干部")
    LEAST_LOADED = "least_loaded", _("在手工时最少的成员")
    ROUND_ROBIN = "round_robin", _("成员轮流")
    NAMED = "named", _("指定人员")
    NOBODY = "nobody", _("单位自行安排")


class StartAt(models.TextChoices):
    TEAM = "team", _("企业所在网格小组")
    LEAD_UNIT = "lead_unit", _("牵头部门")


class Hours(models.TextChoices):
    WORKING = "working", _("工作时间内")
    OUTSIDE = "outside", _("工作时间外")


class RoutingRule(models.Model):
    """The first active rule whose every filled condition holds decides. An empty condition holds always."""

    order = models.PositiveIntegerField(unique=True)
    name = models.CharField(_("名称"), max_length=80)
    active = models.BooleanField(default=True)
    categories = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    all_words = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    tiers = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=13), default=list, blank=True)
    industries = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    subdistricts = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    priorities = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    sources = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    hours = models.CharField(max_length=7, choices=Hours, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    start_at = models.CharField(max_length=9, choices=StartAt, default=StartAt.TEAM)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    co_units = ArrayField(models.IntegerField(), default=list, blank=True)
    strategy = models.CharField(max_length=12, choices=Strategy, default=Strategy.RESPONSIBLE)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_priority = models.CharField(max_length=6, choices=Priority, blank=True)
    policy = models.ForeignKey(ClockPolicy, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("派单规则")
        verbose_name_plural = _("派单规则")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gt=F("from_on")), name="rule_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleVersion(models.Model):
    """A rule as it stood from a moment on, and who made it so."""

    rule = models.ForeignKey(RoutingRule, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    change = models.CharField(max_length=8)
    stood = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="rule_version_once"),
            models.CheckConstraint(
                condition=Q(change__in=["added", "edited", "moved", "on", "off"]), name="rule_change_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.version}"


class RoutingStep(models.Model):
    """One step of the routing workflow, written with its effect; a step run twice finds its row and does nothing.

    `attempt` counts routings anew (another category); of `given` and `back` it counts how often.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="routing_steps")
    step = models.CharField(max_length=12)
    attempt = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    outcome = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "step", "attempt"], name="step_once"),
            models.CheckConstraint(
                condition=Q(step__in=["classify", "unit", "person", "clocks", "publish", "given", "back"]),
                name="step_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.step}"


class CoHandler(models.Model):
    """A unit that is to work along (协办), as the rule named it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="co_handlers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "unit"], name="co_handler_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} along {self.ticket_id}"


class Turn(models.Model):
    """When a member of a unit was last given a ticket by the rules."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="turn_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.unit_id}"
