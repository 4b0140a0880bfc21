"""When a unit works: weekly hours, and dated days that replace them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCalendar(models.Model):
    """Weekly hours in a time zone: {"mon": [["09:00", "12:00"], ["13:30", "17:30"]], ...}.

    `seasons` are other weekly hours for a part of the year: [{"name", "first": "05-01", "last": "09-30", "hours"}].
    `yearly` are days off every year: [{"day": "12-24", "name"}]. With a `base` it follows that calendar's dated and
    yearly days, and its hours too where it has none of its own.
    """

    code = models.SlugField(unique=True)
    name = models.CharField(_("名称"), max_length=60)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    hours = models.JSONField(_("每周时间"), default=dict, blank=True)
    seasons = models.JSONField(_("季节时间"), default=list, blank=True)
    yearly = models.JSONField(_("每年固定休息日"), default=list, blank=True)
    base = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("沿用"),
    )
    provisional_from = models.DateField(
        null=True, blank=True, help_text=_("从这一天起的节假日尚未公布,期限为暂估。")
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("工作日历")
        verbose_name_plural = _("工作日历")

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """One dated day that replaces the week's rule: a holiday (no hours) or a make-up working day (调休)."""

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    works = models.BooleanField()
    hours = models.JSONField(null=True, blank=True, help_text=_("空表示按周一的时间。"))
    name = models.CharField(max_length=40, blank=True)
    by_hand = models.BooleanField(
        _("手工设定"), default=False, help_text=_("放假通知不会改动手工设定的日期。")
    )

    class Meta:
        verbose_name = _("特殊日期")
        verbose_name_plural = _("特殊日期")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="one_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarVersion(models.Model):
    """What a version changed, so that running deadlines are counted anew from the first day concerned."""

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    first_day = models.DateField(null=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["calendar", "version"]
        constraints = [models.UniqueConstraint(fields=["calendar", "version"], name="calendar_version_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.version}"
