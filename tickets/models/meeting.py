"""The joint meeting (联席会议): an agenda of tickets, the units at the table, what was decided, and the minutes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grid.models import Unit
from tickets.models.ticket import Ticket
from tickets.querysets import MeetingQuerySet


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("筹备中")
    HELD = "held", _("已召开")
    CANCELLED = "cancelled", _("已取消")


class Meeting(models.Model):
    """Planned, then held (its minutes are out) or called off. While planned, its agenda follows the top rung."""

    State = MeetingState

    uuid = models.UUIDField(unique=True)
    title = models.CharField(max_length=80)
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    fills_itself = models.BooleanField(default=True)
    minutes = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("联席会议")
        verbose_name_plural = _("联席会议")
        indexes = [models.Index(fields=["-begins_at"], name="meeting_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "cancelled"]), name="meeting_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One ticket on the agenda: why it is there, and what was decided about it."""

    class Origin(models.TextChoices):
        LADDER = "ladder", _("升级到顶")
        BY_HAND = "by_hand", _("手工加入")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="agenda_items")
    order = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=7, choices=Origin)
    note = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("议题")
        verbose_name_plural = _("议题")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "ticket"], name="once_on_an_agenda"),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(open=True), name="on_one_open_agenda_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}"


class Attendance(models.Model):
    """A unit at the table, because a ticket concerns it or because it was asked."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by_hand = models.BooleanField(default=False)
    attended = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("参会单位")
        verbose_name_plural = _("参会单位")
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="once_at_the_table")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.unit_id}"
