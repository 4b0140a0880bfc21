"""The people one can be with one click. The rest of the demo users sign in nowhere: they have no password."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Role


@dataclass(frozen=True, kw_only=True)
class Showcase:
    """One account of the sign-in page, and what waits for whoever takes it."""

    username: str
    name: str
    role: str
    story: str
    story_en: str


SHOWCASE = (
    Showcase(
        username="cadre",
        name="王晓岚",
        role=Role.CADRE,
        story="网格干部:今天有到期的走访和待签收的问题",
        story_en="Grid cadre: visits due today and problems to acknowledge",
    ),
    Showcase(
        username="leader_team",
        name="陈建安",
        role=Role.TEAM_LEADER,
        story="网格组长:看本组的企业、人员和临期工单",
        story_en="Team leader: the team's enterprises, people and urgent tickets",
    ),
    Showcase(
        username="officer",
        name="林若溪",
        role=Role.OFFICER,
        story="部门经办人:有工单等待签收、办理和延期答复",
        story_en="Department officer: tickets to acknowledge and to resolve",
    ),
    Showcase(
        username="coordinator",
        name="周安宁",
        role=Role.COORDINATOR,
        story="协调员:全区实时看板,受理、裁定异议、回访",
        story_en="Coordinator: the live board, intake, objections and callbacks",
    ),
    Showcase(
        username="leader",
        name="沈国栋",
        role=Role.LEADER,
        story="领导:复工总览,批准挂账和第二次延期",
        story_en="Leader: the resumption overview, holds and second extensions",
    ),
    Showcase(
        username="enterprise",
        name="许佳文",
        role=Role.CONTACT,
        story="企业联系人:一件办理中,一件等您确认评价",
        story_en="Enterprise contact: one problem in handling, one to confirm and rate",
    ),
    Showcase(
        username="admin",
        name="赵明远",
        role=Role.ADMIN,
        story="管理员:用户、规则、日历和基础数据",
        story_en="Administrator: users, rules, calendars and reference data",
    ),
)
"""In the order of the sign-in page."""
