"""What the ladder and supervision have done to a ticket: rungs raised, notices served, reminders given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit
from tickets.models.clock import Clock
from tickets.models.ladder import NoticeColour
from tickets.models.ticket import Ticket


class EscalationHow(models.TextChoices):
    AUTOMATIC = "automatic", _("到时自动")
    BY_HAND = "by_hand", _("人工提级")
    BY_ENTERPRISE = "by_enterprise", _("企业要求")
    REDO = "redo", _("重办升级")


class EscalationState(models.TextChoices):
    RAISED = "raised", _("待接办")
    RETURNED = "returned", _("退回待裁定")
    FINAL = "final", _("裁定须接办")
    ACCEPTED = "accepted", _("已接办")
    STEPPED_DOWN = "stepped_down", _("裁定退下")
    ENDED = "ended", _("已结束")


class Escalation(models.Model):
    """A rung raised for one promise, once. `due_at` is when the ladder says, `fired_at` when it was done."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="escalations")
    level = models.PositiveSmallIntegerField()
    clock_version = models.PositiveIntegerField()
    how = models.CharField(max_length=13, choices=EscalationHow)
    reason = models.TextField(blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    """The unit on which it rose."""
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    late_seconds = models.PositiveIntegerField(default=0)
    """Seconds between the two, as the wall clock runs: what an outage cost."""
    state = models.CharField(max_length=12, choices=EscalationState)
    duty = models.ForeignKey(
        Clock, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    settled_at = models.DateTimeField(null=True)
    """Who accepted it, and when."""
    return_reason = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True)
    ruling_reason = models.TextField(blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    ruled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("提级")
        verbose_name_plural = _("提级")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "level", "clock_version"], name="rung_fires_once"),
            models.CheckConstraint(
                condition=Q(state__in=EscalationState.values), name="escalation_state_known"
            ),
            models.CheckConstraint(condition=Q(how__in=EscalationHow.values), name="escalation_how_known"),
            models.CheckConstraint(
                condition=~Q(how="automatic") | Q(fired_at__gte=models.F("due_at")),
                name="rung_never_fires_early",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} rung {self.level}"


class NoticeState(models.TextChoices):
    OPEN = "open", _("待回复")
    ANSWERED = "answered", _("已回复")
    CLOSED = "closed", _("已随办结结束")


class SupervisionNotice(models.Model):
    """A supervised notice (督办单) to a unit, with a duty to answer; one of each colour is open at a time."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="notices")
    colour = models.CharField(max_length=6, choices=NoticeColour)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    text = models.TextField(blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    """Nobody when time issued it."""
    issued_at = models.DateTimeField()
    clock = models.ForeignKey(
        Clock, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("督办单")
        verbose_name_plural = _("督办单")
        indexes = [models.Index(fields=["unit", "state"], name="notice_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "colour"], condition=Q(state="open"), name="one_open_notice_of_a_colour"
            ),
            models.CheckConstraint(condition=Q(colour__in=NoticeColour.values), name="notice_colour_known"),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.colour}"


class Reminder(models.Model):
    """One urging (催办): who, when, and what was said."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("催办")
        verbose_name_plural = _("催办")
        indexes = [models.Index(fields=["ticket", "by", "-at"], name="reminder_throttle")]

    def __str__(self) -> str:
        return f"{self.ticket_id} by {self.by_id}"
