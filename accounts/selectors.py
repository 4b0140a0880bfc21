"""Reads over accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.registry import registry
from core.scope import Scope

SHOWN = 3
PARTS: tuple[tuple[Role, str | Promise], ...] = (
    (Role.CADRE, _("手机页面:今天走访谁、登记走访、当场记下企业的问题。")),
    (Role.CONTACT, _("企业页面:提交问题、看进度、确认结果并评价。")),
    (Role.TEAM_LEADER, _("本组看板:组里每件事在谁手里、还剩多少时间。")),
    (Role.OFFICER, _("部门看板:签收、办理、答复交给本部门的问题。")),
    (Role.COORDINATOR, _("全区看板:受理、派单、裁定、催办。")),
    (Role.LEADER, _("全局概览:复工情况、超期事项,审批挂账和二次延期。")),
    (Role.ADMIN, _("系统管理:账号、名录、单位、工作日历、走访模板。")),
)


@dataclass(frozen=True, kw_only=True)
class Door:
    """One demo account to walk in as."""

    username: str
    name: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class DoorGroup:
    """The doors of one part, and what one sees behind them."""

    role: str
    part: str | Promise
    sentence: str | Promise
    doors: list[Door]
    more: list[Door]


def demo_doors() -> list[DoorGroup]:
    """The demo accounts by part, in the order in which a problem travels."""
    users = list(User.objects.filter(is_demo=True, is_active=True).order_by("id"))
    captions = registry.captions([user.pk for user in users]) if registry.captions else {}
    groups = []
    for role, sentence in PARTS:
        doors = [
            Door(username=user.username, name=user.name, caption=captions.get(user.pk, ""))
            for user in users
            if user.role == role
        ]
        if doors:
            groups.append(
                DoorGroup(
                    role=role.value,
                    part=role.label,
                    sentence=sentence,
                    doors=doors[:SHOWN],
                    more=doors[SHOWN:],
                )
            )
    return groups


def can_join_user(scope: Scope, topic: str) -> bool:
    """Everybody hears of what concerns themselves, and of nobody else."""
    return topic == f"user.{scope.user_id}"
