"""Work that others do for a ticket: sub-tasks with clocks of their own, and causes that many tickets share."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit
from tickets.models.ticket import LAMPS, Category, Outcome, Ticket
from tickets.querysets import CauseQuerySet, SubTaskQuerySet
from tickets.rules.sla import Lamp
from tickets.rules.subtasks import UNFINISHED, SubTaskState

SUBTASK_STATES = [state.value for state in SubTaskState]
LIVING = sorted(state.value for state in UNFINISHED)


class SubTask(models.Model):
    """What one unit does for a ticket that another unit holds. The ticket resolves when its sub-tasks are done."""

    class Kind(models.TextChoices):
        CO_HANDLING = "co_handling", _("协办")
        TASK = "task", _("子任务")
        DECISION = "decision", _("会议决定")

    uuid = models.UUIDField(unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="subtasks")
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.TASK)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    item = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, null=True, related_name="tasks")
    text = models.TextField()
    reply = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=9, default=SubTaskState.GIVEN)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    budget_seconds = models.PositiveIntegerField()
    clock_started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    alarm_at = models.DateTimeField(null=True)
    lamp = models.CharField(max_length=6, default=Lamp.GREEN)
    version = models.PositiveIntegerField(default=1)

    objects = SubTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("子任务")
        verbose_name_plural = _("子任务")
        indexes = [
            models.Index(fields=["ticket", "id"], name="subtask_ticket"),
            models.Index(fields=["unit", "due_at"], name="subtask_unit", condition=Q(state__in=LIVING)),
            models.Index(fields=["alarm_at"], name="subtask_alarm", condition=Q(alarm_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SUBTASK_STATES), name="subtask_state_known"),
            models.CheckConstraint(condition=Q(lamp__in=LAMPS), name="subtask_lamp_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVING) | Q(ended_at__isnull=False, alarm_at__isnull=True),
                name="subtask_ended_is_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.unit_id} {self.state}"


class CauseState(models.TextChoices):
    OPEN = "open", _("处理中")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已结束")


class CommonCause(models.Model):
    """One road closed, forty enterprises: one unit answers for the cause, and its answer resolves every ticket."""

    State = CauseState

    uuid = models.UUIDField(unique=True)
    ref = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    due_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("共性问题")
        verbose_name_plural = _("共性问题")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "closed"]), name="cause_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(answer=""), name="cause_ends_with_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
