"""Clocks: how much working time was given, how much is used, and the next moment something changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit, WorkingCalendar
from tickets.models.ticket import Category, Priority, Ticket


class ClockKind(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", _("签收")
    FIRST_CONTACT = "first_contact", _("首次联系")
    RESOLVE = "resolve", _("办结")


class ClockState(models.TextChoices):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    STOPPED = "stopped"


class ClockPolicy(models.Model):
    """Working seconds per clock, by category and priority; the most specific newest version holds."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    priority = models.CharField(max_length=6, choices=Priority, blank=True)
    acknowledge_seconds = models.PositiveIntegerField()
    first_contact_seconds = models.PositiveIntegerField()
    resolve_seconds = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("时限规则")
        verbose_name_plural = _("时限规则")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "priority", "version"], name="policy_version", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.category_id or '*'} {self.priority or '*'} v{self.version}"


class Clock(models.Model):
    """One promise on one ticket. `alarm_at` is the next moment its lamp changes; the sweep claims by it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=13, choices=ClockKind)
    round = models.PositiveSmallIntegerField(default=1)
    policy = models.ForeignKey(ClockPolicy, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=ClockState, default=ClockState.RUNNING)
    budget_seconds = models.PositiveIntegerField()
    used_seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField()
    alarm_at = models.DateTimeField(null=True)
    lamp = models.CharField(max_length=6)
    calendar = models.ForeignKey(
        WorkingCalendar, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    calendar_version = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("时钟")
        verbose_name_plural = _("时钟")
        indexes = [models.Index(fields=["alarm_at"], name="clock_alarm", condition=Q(alarm_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "kind", "round"], name="clock_once"),
            models.CheckConstraint(condition=Q(state__in=ClockState.values), name="clock_state_known"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(due_at__isnull=False, running_since__isnull=False),
                name="clock_running_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(due_at__isnull=True), name="clock_paused_has_no_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind} {self.state}"


class Span(models.Model):
    """A stretch in one state with one holder: who had the problem, and for how long."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="spans")
    state = models.CharField(max_length=9)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    working_seconds = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "id"], name="span_ticket"),
            models.Index(fields=["unit", "ticket"], name="span_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(ended_at__isnull=True), name="one_present_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state}"
