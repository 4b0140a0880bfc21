"""The user: one person, one part. What the part may do is said by scope and life cycle, not here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CADRE = "cadre", _("干部")
    TEAM_LEADER = "team_leader", _("网格组长")
    OFFICER = "officer", _("部门经办人")
    COORDINATOR = "coordinator", _("协调员")
    LEADER = "leader", _("领导")
    CONTACT = "contact", _("企业联系人")
    ADMIN = "admin", _("管理员")


STAFF = frozenset(Role.values) - {Role.CONTACT.value}


class Language(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class User(AbstractUser):
    """A sign-in and the name people are shown; never split into first and last."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=60)
    role = models.CharField(_("身份"), max_length=12, choices=Role)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    language = models.CharField(_("语言"), max_length=7, choices=Language, default=Language.CHINESE)
    is_demo = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.username
