"""When a unit works: weekly hours, and dated days that replace them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCalendar(models.Model):
    """Weekly hours in a time zone: {"mon": [["09:00", "12:00"], ["13:30", "17:30"]], ...}."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("名称"), max_length=60)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    hours = models.JSONField(default=dict)
    provisional_from = models.DateField(null=True, help_text=_("从这一天起的节假日尚未公布,期限为暂估。"))
    version = models.PositiveIntegerField(default=1)

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

    class Meta:
        verbose_name = _("特殊日期")
        verbose_name_plural = _("特殊日期")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="one_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
