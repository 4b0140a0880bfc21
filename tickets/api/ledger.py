"""The columns of the tickets' ledger, in the words of those who keep one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.api.exports import named
from core.api.workbook import Column
from core.phones import mask_phone

STATES = {
    "submitted": _("待受理"),
    "need_info": _("待补充"),
    "accepted": _("待派遣"),
    "assigned": _("待签收"),
    "handling": _("办理中"),
    "on_hold": _("挂账"),
    "resolved": _("已办结待核实"),
    "verifying": _("回访中"),
    "redo": _("重办"),
    "closed": _("已销号"),
    "declined": _("不予受理"),
    "withdrawn": _("已撤回"),
    "merged": _("已并案"),
}
LAMPS = {
    "green": _("绿灯"),
    "blue": _("蓝灯"),
    "yellow": _("黄灯"),
    "red": _("红灯"),
    "grey": _("灰灯"),
    "none": "",
}
SCORES = {5: _("非常满意"), 4: _("满意"), 3: _("基本满意"), 2: _("不满意"), 1: _("非常不满意")}


def _phone(ticket: Any) -> str:
    return mask_phone(ticket.contact_phone) if ticket.contact_phone else ""


COLUMNS = (
    Column(_("编号"), lambda row: row.ref, 20),
    Column(_("企业"), lambda row: row.enterprise.name, 28),
    Column(_("标题"), lambda row: row.title, 32),
    Column(_("诉求内容"), lambda row: row.text, 40),
    Column(_("类别"), lambda row: named(row.category), 18),
    Column(_("状态"), lambda row: STATES[row.state]),
    Column(_("预警灯"), lambda row: LAMPS[row.lamp], 8),
    Column(_("优先级"), lambda row: row.get_priority_display(), 8),
    Column(_("来源"), lambda row: row.get_source_display(), 12),
    Column(_("承办单位"), lambda row: named(row.holder_unit), 20),
    Column(_("承办人"), lambda row: row.holder.name if row.holder else ""),
    Column(_("牵头部门"), lambda row: named(row.lead_unit), 20),
    Column(_("联系人"), lambda row: row.contact_name),
    Column(_("联系电话"), _phone),
    Column(_("提交时间"), lambda row: row.submitted_at, 17),
    Column(_("办理期限"), lambda row: row.due_at, 17),
    Column(_("办结时间"), lambda row: row.resolved_at, 17),
    Column(_("销号时间"), lambda row: row.closed_at, 17),
    Column(_("办理结果"), lambda row: row.get_outcome_display()),
    Column(_("公开答复"), lambda row: row.public_reply, 40),
    Column(_("满意度"), lambda row: SCORES.get(row.score, "")),
    Column(_("催办次数"), lambda row: row.urged, 9),
    Column(_("重办次数"), lambda row: row.redone, 9),
    Column(_("退回次数"), lambda row: row.returned, 9, staff=True),
    Column(_("提级层数"), lambda row: row.rung, 9, staff=True),
    Column(_("最近更新"), lambda row: row.updated_at, 17),
)
