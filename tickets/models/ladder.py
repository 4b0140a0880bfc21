"""The ladder as data: which rungs there are, when each falls due, who is called and what they owe."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.rules.supervising import TOP


class RungTrigger(models.TextChoices):
    START = "start", _("从一开始")
    SHARE = "share", _("用去时限的百分比")
    BEFORE_DUE = "before_due", _("到期之前")
    AFTER_DUE = "after_due", _("到期之后")
    AFTER_PREVIOUS = "after_previous", _("上一级之后")


class NoticeColour(models.TextChoices):
    BLUE = "blue", _("蓝色督办")
    YELLOW = "yellow", _("黄色督办")
    RED = "red", _("红色督办")


class Ladder(models.Model):
    """One version of the ladder. Running promises keep theirs; a change is a new version."""

    version = models.PositiveIntegerField(unique=True)
    name = models.CharField(_("名称"), max_length=60)
    active = models.BooleanField(default=True)
    since = models.DateTimeField(null=True)
    """From when promises climb this version; nothing for the one to begin with."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("提级阶梯")
        verbose_name_plural = _("提级阶梯")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Rung(models.Model):
    """One rung: its moment on the resolve clock, who hears of it, and how soon its receiver must accept."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    level = models.PositiveSmallIntegerField()
    name = models.CharField(_("名称"), max_length=30)
    name_en = models.CharField(max_length=40)
    trigger = models.CharField(max_length=14, choices=RungTrigger)
    amount = models.PositiveIntegerField(default=0)
    """Percent of the budget for a share, working seconds for every other trigger."""
    duty_seconds = models.PositiveIntegerField(default=0)
    recipients = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    notice = models.CharField(max_length=6, choices=NoticeColour, blank=True)
    """The supervised notice that goes to the holding unit when time raises this rung."""
    hands_over = models.BooleanField(default=False)
    """Whether reaching it hands the ticket to the lead department behind it."""

    class Meta:
        verbose_name = _("阶梯层级")
        verbose_name_plural = _("阶梯层级")
        ordering = ["ladder", "level"]
        constraints = [
            models.UniqueConstraint(fields=["ladder", "level"], name="rung_level_once"),
            models.CheckConstraint(condition=Q(level__lte=TOP), name="rung_level_known"),
            models.CheckConstraint(condition=Q(trigger__in=RungTrigger.values), name="rung_trigger_known"),
            models.CheckConstraint(
                condition=Q(trigger="start", level=0) | (~Q(trigger="start") & Q(level__gt=0)),
                name="rung_zero_is_the_start",
            ),
            models.CheckConstraint(
                condition=~Q(trigger="share") | Q(amount__lte=300), name="rung_share_in_percent"
            ),
            models.CheckConstraint(
                condition=Q(notice__in=["", *NoticeColour.values]), name="rung_notice_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.name}"
