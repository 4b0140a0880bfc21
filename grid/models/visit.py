"""Visits: the core record of the field, amendable, with every earlier version kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from enterprises.models import Enterprise, ProductionReport
from grid.models.unit import Unit
from grid.querysets import VisitPhotoQuerySet, VisitQuerySet
from grid.rules.template_document import sections_of

VISIT_TEMPLATE = "enterprise_visit"
"""The code of the template that visits answer."""


class VisitTemplate(models.Model):
    """The questions of a visit, versioned; a visit names the version it answered.

    `schema` is a JSON Schema document (grid/rules/template_document.py). A row without `published_at` is the draft
    of the next version, which `revision` counts the saves of; a published version never changes.
    """

    code = models.SlugField()
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=90)
    schema = models.JSONField()
    active = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("走访模板")
        verbose_name_plural = _("走访模板")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="template_version"),
            models.UniqueConstraint(fields=["code"], condition=Q(active=True), name="one_active_template"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(published_at__isnull=True), name="one_template_draft"
            ),
            models.CheckConstraint(
                condition=Q(active=False) | Q(published_at__isnull=False), name="active_template_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def state(self) -> str:
        """draft | in_force | past"""
        return "in_force" if self.active else "past" if self.published_at else "draft"

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The questions in the order of the form."""
        return sections_of(self.schema)


class VisitState(models.TextChoices):
    PLANNED = "planned", _("计划")
    ARRIVED = "arrived", _("已到达")
    DONE = "done", _("已完成")
    REVIEWED = "reviewed", _("已审阅")
    CANCELLED = "cancelled", _("已取消")


class BackCheck(models.TextChoices):
    """What the enterprise says of a visit."""

    CONFIRMED = "confirmed", _("企业已确认")
    DISPUTED = "disputed", _("企业有异议")


class Datum(models.TextChoices):
    """In which datum a phone gave its position."""

    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"


class Visit(models.Model):
    """One visit. `received_at` is the server's word; `occurred_at` the phone's, its offset kept beside it.

    `lat` and `lon` stand as the phone gave them, in `datum`; `distance_m` is from the site, in one datum.
    """

    uuid = models.UUIDField(unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(VisitTemplate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=VisitState, default=VisitState.DONE)
    occurred_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    clock_offset_seconds = models.IntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    datum = models.CharField(max_length=5, choices=Datum, default=Datum.WGS84)
    fix_age_s = models.FloatField(null=True)
    began_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    distance_m = models.FloatField(null=True)
    answers = models.JSONField(default=dict)
    people_met = models.JSONField(default=list)
    production = models.ForeignKey(ProductionReport, on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True)
    device_id = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    backcheck = models.CharField(max_length=9, choices=BackCheck, blank=True)
    backcheck_at = models.DateTimeField(null=True)
    backcheck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    backcheck_text = models.CharField(max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访")
        verbose_name_plural = _("走访")
        indexes = [
            models.Index(fields=["enterprise", "-occurred_at"], name="visit_enterprise"),
            models.Index(fields=["author", "-occurred_at"], name="visit_author"),
            models.Index(fields=["-occurred_at", "-id"], name="visit_recent"),
            models.Index(
                fields=["follow_up_on"], name="visit_follow_up", condition=Q(follow_up_on__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.occurred_at:%Y-%m-%d}"


class VisitRevision(models.Model):
    """What a visit said before an amendment, who changed it and why."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    before = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "version"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.version}"


class VisitPhoto(StoredFile):
    """A photo taken at the visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    caption = models.CharField(max_length=200, blank=True)
    fingerprint = models.BigIntegerField(null=True)

    objects = VisitPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访照片")
        verbose_name_plural = _("走访照片")
        indexes = [models.Index(fields=["sha256"], name="photo_bytes")]
