"""The questions of a visit: plan, people, site, transport and money, as the campaign of 2020 asked."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from grid.models import VISIT_TEMPLATE, VisitTemplate
from grid.rules.template_document import document_of

VERSION = 1
TITLE = ("企业走访记录", "Enterprise visit")


def _option(value: str, label: str, label_en: str) -> dict[str, str]:
    return {"value": value, "label": label, "label_en": label_en}


def _field(id: str, kind: str, label: str, label_en: str, **more: Any) -> dict[str, Any]:  # noqa: A002
    return {"id": id, "kind": kind, "label": label, "label_en": label_en, **more}


def _section(id: str, title: str, title_en: str, *fields: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
    return {"id": id, "title": title, "title_en": title_en, "fields": list(fields)}


READY = [
    _option("done", "已落实", "In place"),
    _option("partly", "部分落实", "Partly in place"),
    _option("missing", "未落实", "Not in place"),
]
SECTIONS = [
    _section(
        "plan",
        "看方案",
        "The plan",
        _field("plan_ready", "choice", "复工防控方案", "Resumption and prevention plan", options=READY),
        _field("person_in_charge", "bool", "有专人负责", "Somebody is in charge", prefill=True),
        _field(
            "supplies_days",
            "number",
            "防疫物资可用天数",
            "Days of protective supplies left",
            unit="天",
            unit_en="days",
            min=0,
            max=60,
            step=1,
        ),
    ),
    _section(
        "people",
        "看人员",
        "The people",
        _field(
            "health_checks",
            "choice",
            "健康登记与测温",
            "Health register and temperature checks",
            options=READY,
        ),
        _field(
            "missing_workers",
            "number",
            "缺工人数",
            "Workers missing",
            unit="人",
            unit_en="people",
            prefill=True,
        ),
        _field(
            "labour_causes",
            "multi",
            "缺工原因",
            "Why workers are missing",
            options=[
                _option("transport", "交通不便", "No transport"),
                _option("quarantine", "隔离观察", "Quarantine"),
                _option("housing", "住宿不足", "No housing"),
                _option("hubei", "重点地区未返", "Held in a high-risk region"),
                _option("recruiting", "招工困难", "Hard to recruit"),
            ],
            show_if={"question": "missing_workers", "test": "at_least", "value": 1},
        ),
        _field("dormitory_short", "number", "缺少宿舍(间)", "Rooms short", unit="间", unit_en="rooms"),
    ),
    _section(
        "site",
        "看现场",
        "The site",
        _field("disinfection", "choice", "场所消毒与通风", "Disinfection and ventilation", options=READY),
        _field("canteen", "choice", "食堂分餐", "Separate dining", options=READY),
        _field("safety", "choice", "安全生产检查", "Production safety check", options=READY),
    ),
    _section(
        "logistics",
        "看物流",
        "Transport and supply",
        _field(
            "material_days",
            "number",
            "原料库存可用天数",
            "Days of material in stock",
            unit="天",
            unit_en="days",
        ),
        _field(
            "logistics_blocked",
            "multi",
            "受阻环节",
            "What is blocked",
            options=[
                _option("inbound", "原料进厂", "Material coming in"),
                _option("outbound", "成品发运", "Goods going out"),
                _option("export", "出口通关", "Export clearance"),
                _option("supplier", "上游未复工", "Supplier not resumed"),
            ],
        ),
    ),
    _section(
        "funding",
        "看资金",
        "Money",
        _field(
            "cash_months",
            "choice",
            "现金可维持",
            "Cash lasts",
            options=[
                _option("under_1", "不足 1 个月", "Under a month"),
                _option("1_3", "1 至 3 个月", "1 to 3 months"),
                _option("over_3", "3 个月以上", "Over 3 months"),
            ],
        ),
        _field("loan_due", "bool", "近期有到期贷款", "Loan due soon", prefill=True),
        _field("policy_known", "bool", "已了解惠企政策", "Knows the support policies", prefill=True),
    ),
]


def ensure_template() -> int:
    """The first version, once; a later version that an administrator made stays the active one."""
    _template, made = VisitTemplate.objects.get_or_create(
        code=VISIT_TEMPLATE,
        version=VERSION,
        defaults={
            "title": TITLE[0],
            "title_en": TITLE[1],
            "schema": document_of(*TITLE, SECTIONS),
            "published_at": timezone.now(),
            "active": not VisitTemplate.objects.filter(code=VISIT_TEMPLATE, active=True).exists(),
        },
    )
    return int(made)
