"""The columns of the ledgers of visits and of enterprises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.api.exports import named
from core.api.workbook import Column
from core.phones import mask_phone


def _of(part: Mapping[str, Any] | None, name: str = "name") -> str:
    """A field of a part that the database made beside the row."""
    if not part:
        return ""
    english = name == "name" and (get_language() or "").startswith("en") and part.get("name_en")
    return str(english or part[name])


def _contact_phone(row: Any) -> str:
    return mask_phone(row.contact["phone"]) if row.contact else ""


def _report(row: Any, name: str) -> Any:
    return getattr(row.latest_report, name) if row.latest_report else None


VISITS = (
    Column(_("走访时间"), lambda row: row.occurred_at, 17),
    Column(_("企业"), lambda row: row.enterprise.name, 28),
    Column(_("走访人"), lambda row: row.author.name),
    Column(_("单位"), lambda row: named(row.unit), 20),
    Column(_("状态"), lambda row: row.get_state_display()),
    Column(_("走访情况"), lambda row: row.shown_summary, 50, staff=True),
    Column(_("现场距离(米)"), lambda row: row.shown_distance, 12, staff=True),
    Column(_("照片张数"), lambda row: row.photo_count, 9, staff=True),
    Column(_("下次走访"), lambda row: row.follow_up_on, 12),
    Column(_("收到时间"), lambda row: row.received_at, 17),
)

ENTERPRISES = (
    Column(_("企业"), lambda row: row.name, 28),
    Column(_("统一社会信用代码"), lambda row: row.uscc, 22),
    Column(_("类型"), lambda row: row.get_kind_display(), 12),
    Column(_("街道"), lambda row: named(row.subdistrict), 14),
    Column(_("地址"), lambda row: row.address, 30),
    Column(_("职工人数"), lambda row: row.employees, 9),
    Column(_("网格小组"), lambda row: _of(row.unit), 20),
    Column(_("包联干部"), lambda row: _of(row.cadre)),
    Column(_("联系人"), lambda row: _of(row.contact)),
    Column(_("联系电话"), _contact_phone),
    Column(_("生产状态"), lambda row: row.latest_report.get_state_display() if row.latest_report else ""),
    Column(_("应到人数"), lambda row: _report(row, "expected_staff"), 9),
    Column(_("到岗人数"), lambda row: _report(row, "returned_staff"), 9),
    Column(_("产能(%)"), lambda row: _report(row, "capacity_percent"), 9),
    Column(_("填报日期"), lambda row: _report(row, "reported_on"), 12),
    Column(_("在办诉求"), lambda row: row.open_tickets, 9),
    Column(_("最近走访"), lambda row: row.last_visit_at, 17),
)
