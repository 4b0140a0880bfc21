"""Teams, departments and the service centre; who belongs to them and where they stand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grid.models.calendar import WorkingCalendar
from grid.querysets import MembershipQuerySet, UnitQuerySet


class UnitKind(models.TextChoices):
    GRID_TEAM = "grid_team", _("网格小组")
    DEPARTMENT = "department", _("部门")
    SERVICE_CENTRE = "service_centre", _("企业服务中心")


class Unit(models.Model):
    """Who a problem can be given to. A unit that merged away keeps its rows and an end date."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=14, choices=UnitKind)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(max_length=90)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    calendar = models.ForeignKey(
        WorkingCalendar, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a unit for a period [starts_on, ends_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_lead = models.BooleanField(_("负责人"), default=False)
    capacity_hours = models.PositiveSmallIntegerField(
        _("在手工时上限"), null=True, blank=True, help_text=_("留空表示不限。")
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("成员")
        verbose_name_plural = _("成员")
        indexes = [models.Index(fields=["user", "unit"], name="membership_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "user"], condition=Q(ends_on__isnull=True), name="member_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="membership_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.unit_id}"


class Territory(models.Model):
    """The ground a team serves: a GeoJSON polygon in WGS-84 with its twelve-digit grid code."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="territory")
    code = models.CharField(max_length=12, unique=True)
    subdistrict = models.CharField(max_length=9)
    outline = models.JSONField()

    class Meta:
        verbose_name = _("网格")
        verbose_name_plural = _("网格")

    def __str__(self) -> str:
        return self.code
