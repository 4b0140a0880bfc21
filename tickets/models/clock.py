"""Clocks: how much working time was given, how much is used, and the next moment something changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Tier
from grid.models import Unit, WorkingCalendar
from tickets.models.ladder import Ladder
from tickets.models.ticket import Category, Priority, Ticket


class ClockKind(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", _("签收")
    FIRST_CONTACT = "first_contact", _("首次联系")
    STAGE = "stage", _("阶段答复")
    RESOLVE = "resolve", _("办结")
    DUTY = "duty", _("提级签收")
    NOTICE = "notice", _("督办回复")
    RULING = "ruling", _("异议裁定")


PROMISES = (ClockKind.ACKNOWLEDGE, ClockKind.FIRST_CONTACT, ClockKind.RESOLVE)
"""The clocks whose lamp a ticket wears; the others are duties among those who serve."""


DUTIES = (ClockKind.DUTY, ClockKind.NOTICE, ClockKind.RULING)
"""What those who serve owe each other; the enterprise does not see them."""


class ClockState(models.TextChoices):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    STOPPED = "stopped"


class ClockPolicy(models.Model):
    """Working seconds per clock, by category, priority and tier of the enterprise. The most specific active row holds.

    A row that tickets were promised is never edited: a change is a new version beside it.
    """

    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    priority = models.CharField(max_length=6, choices=Priority, blank=True)
    tier = models.CharField(max_length=8, choices=Tier, blank=True)
    acknowledge_seconds = models.PositiveIntegerField()
    first_contact_seconds = models.PositiveIntegerField()
    stage_seconds = models.PositiveIntegerField(default=0)
    """Between stage replies while on hold or in a matter that takes longer; 0 asks for none."""
    resolve_seconds = models.PositiveIntegerField()
    resolve_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Working days that keep the clock time; when given, they decide and the seconds are only their usual length."""
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Which ladder its promises climb; the newest active one when empty."""
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)
    since = models.DateTimeField(null=True, blank=True)
    """From when new promises are given under it; nothing for the one to begin with."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    retired = models.BooleanField(default=False, db_default=False)
    """The version with which somebody ended it: from then on what is more general holds."""

    class Meta:
        verbose_name = _("时限规则")
        verbose_name_plural = _("时限规则")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "priority", "tier"],
                condition=Q(active=True),
                name="one_policy_in_force",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(active=True, retired=True), name="retired_is_not_in_force"),
            models.UniqueConstraint(
                fields=["category", "priority", "tier", "version"],
                name="policy_version",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id or '*'} {self.priority or '*'} {self.tier or '*'} v{self.version}"


class Clock(models.Model):
    """One promise on one ticket. `alarm_at` is the next moment at which anything about it changes (lamp, rung, the
    end of a rest); the sweep claims by it. `used_seconds` is the fold of its run up to `running_since`."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=13, choices=ClockKind)
    round = models.PositiveSmallIntegerField(default=1)
    policy = models.ForeignKey(ClockPolicy, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=ClockState, default=ClockState.RUNNING)
    budget_seconds = models.PositiveIntegerField()
    """What the promise gives now; extensions are in it."""
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
    late_seconds = models.PositiveIntegerField(default=0)
    """Working seconds by which it was missed."""
    version = models.PositiveIntegerField(default=1)
    """Which promise this is: counted up when the budget is given anew, never by a rest. Rungs fire once for each."""
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, null=True, related_name="+")
    rung = models.PositiveSmallIntegerField(default=0)
    """On the resolve clock: the highest rung that has been fired for it."""
    reminded = models.BooleanField(default=False, db_default=False)
    """On the resolve clock: its blue notice has gone out, which it does once for a promise."""

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


class PauseReason(models.Model):
    """Why clocks may rest, and for how many working days at most; then they run again by themselves."""

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(max_length=60)
    limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Working days; empty where the day of review decides."""

    class Meta:
        verbose_name = _("暂停事由")
        verbose_name_plural = _("暂停事由")

    def __str__(self) -> str:
        return self.name


class Pause(models.Model):
    """One rest of a ticket's clocks: the fact from which what they used can be folded again."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="pauses")
    reason = models.ForeignKey(PauseReason, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    text = models.TextField(blank=True)
    started_at = models.DateTimeField()
    limit_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_itself = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("暂停")
        verbose_name_plural = _("暂停")
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(ended_at=None), name="one_present_pause"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.reason_id}"


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
