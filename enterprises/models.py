"""The register: who is served, where they are, whom to call, and how far production is back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.querysets import ContactQuerySet, EnterpriseQuerySet, ReportQuerySet


class Subdistrict(models.Model):
    """A street of the zone with its nine-digit code and the years the code holds (codes changed in 2021)."""

    code = models.CharField(primary_key=True, max_length=9)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    lat = models.FloatField()
    lon = models.FloatField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(_("演示编码"), default=False, help_text=_("编码或位置未经核实,仅供演示。"))

    class Meta:
        verbose_name = _("街道")
        verbose_name_plural = _("街道")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    """A class of GB/T 4754: section letter and two to four digits."""

    code = models.CharField(primary_key=True, max_length=5)
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=90)

    class Meta:
        verbose_name = _("行业")
        verbose_name_plural = _("行业")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Kind(models.TextChoices):
    ABOVE_SCALE = "above_scale", _("规上企业")
    BELOW_SCALE = "below_scale", _("规下企业")
    MICRO = "micro", _("小微企业")
    BUILDING_SITE = "building_site", _("在建工地")
    SUPERMARKET = "supermarket", _("大型商超")


class Tier(models.TextChoices):
    """How much depends on an enterprise; rules and deadlines may differ by it."""

    KEY = "key", _("重点企业")
    ORDINARY = "ordinary", _("一般企业")

    @classmethod
    def of(cls, is_key: bool) -> Tier:
        return cls.KEY if is_key else cls.ORDINARY


class CoordSource(models.TextChoices):
    SURVEY = "survey", _("现场采集")
    GEOCODE = "geocode", _("地址解析")
    IMPORT = "import", _("导入")
    DEMO = "demo", _("演示")


class Enterprise(models.Model):
    """One register entry. Sites and malls have no code of their own, so the code is optional."""

    uuid = models.UUIDField(unique=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40)
    aliases = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    pinyin = ArrayField(models.CharField(max_length=24), default=list, editable=False)
    haystack = models.TextField(default="", editable=False)
    search = ArrayField(models.CharField(max_length=2), default=list, editable=False)
    kind = models.CharField(_("类型"), max_length=13, choices=Kind)
    is_key = models.BooleanField(_("重点企业"), default=False)
    industry = models.ForeignKey(
        Industry, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("行业")
    )
    subdistrict = models.ForeignKey(
        Subdistrict, on_delete=models.PROTECT, related_name="+", verbose_name=_("街道")
    )
    district = models.CharField(_("区划代码"), max_length=6)
    address = models.CharField(_("地址"), max_length=200)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    coord_source = models.CharField(max_length=8, choices=CoordSource, blank=True)
    employees = models.PositiveIntegerField(_("职工人数"), default=0)
    latest_report = models.ForeignKey(
        "ProductionReport", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_demo = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业")
        verbose_name_plural = _("企业")
        indexes = [
            GinIndex(fields=["search"], name="enterprise_search"),
            GinIndex(fields=["pinyin"], name="enterprise_pinyin"),
            models.Index(fields=["kind", "-id"], name="enterprise_kind"),
            models.Index(fields=["subdistrict", "-id"], name="enterprise_street"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="enterprise_kind_known"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="enterprise_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person to call at an enterprise; with a user it is also a sign-in to the portal."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("姓名"), max_length=60)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20)
    is_primary = models.BooleanField(_("主要联系人"), default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业联系人")
        verbose_name_plural = _("企业联系人")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(is_primary=True), name="one_primary_contact"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProductionState(models.TextChoices):
    STOPPED = "stopped", _("停产")
    PARTIAL = "partial", _("部分复工")
    RESUMED = "resumed", _("已复工")
    FULL = "full", _("满产")


class ProductionReport(models.Model):
    """A snapshot of production on a day: staff back of staff expected, capacity in percent of normal."""

    uuid = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="reports")
    reported_on = models.DateField()
    expected_staff = models.PositiveIntegerField()
    returned_staff = models.PositiveIntegerField()
    capacity_percent = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=ProductionState)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("生产情况")
        verbose_name_plural = _("生产情况")
        indexes = [models.Index(fields=["enterprise", "-reported_on", "-id"], name="report_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity_percent__lte=150), name="report_capacity_sane"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ProductionState.values), name="report_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.reported_on} {self.capacity_percent}%"
