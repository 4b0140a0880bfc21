"""Reference rows of tickets: categories, time policies, and the routing rules a zone starts with.

Departments per category and deadlines follow the service's own rules (domain.md 2.2 and 6.1); all are editable.
"""

from __future__ import annotations

from grid.selectors import zone_calendar
from tickets.models import (
    Category,
    ClockPolicy,
    Ladder,
    PauseReason,
    Priority,
    Rung,
    RungTrigger,
)
from tickets.reference.ladder import adopt
from tickets.reference.rules import ensure_rules

CATEGORIES: dict[tuple[str, str, str], tuple[tuple[str, str, str], ...]] = {
    ("LAB", "用工返岗", "Labour"): (
        ("RET", "员工返岗", "Workers' return"),
        ("HIR", "招工用工", "Hiring"),
        ("DOR", "住宿隔离", "Housing and quarantine"),
        ("PER", "通行与健康码", "Passage and health code"),
        ("MEA", "食堂通勤", "Canteen and commuting"),
        ("DIS", "劳动争议", "Labour dispute"),
    ),
    ("LOG", "物流运输", "Logistics"): (
        ("TRK", "货运受阻", "Blocked freight"),
        ("PAS", "车辆通行证", "Vehicle permit"),
        ("EXP", "进出口通关", "Customs and export"),
        ("DEL", "配送仓储", "Delivery and storage"),
    ),
    ("FIN", "资金周转", "Funding"): (
        ("LOA", "贷款续贷", "Loans"),
        ("RCV", "应收拖欠", "Overdue receivables"),
        ("TAX", "税费退减", "Taxes and refunds"),
        ("GUA", "担保信用", "Guarantees and credit"),
    ),
    ("EPI", "防疫物资", "Protective supplies"): (
        ("MSK", "口罩消毒", "Masks and disinfection"),
        ("PLN", "复工防控方案", "Resumption plan"),
    ),
    ("SUP", "原料供应链", "Supply chain"): (
        ("RAW", "原料短缺", "Raw material"),
        ("PRT", "上下游复工", "Partners' restart"),
    ),
    ("SOC", "社保公积金", "Social insurance"): (("INS", "社保缓缴返还", "Deferral and refunds"),),
    ("RNT", "租金减免", "Rent"): (("RED", "租金减免", "Rent reduction"),),
    ("UTL", "水电气", "Utilities"): (("SUP", "用水用电用气", "Water, power, gas"),),
    ("SIT", "工地复工", "Building sites"): (("PER", "开工许可与人员", "Permits and crews"),),
    ("ENV", "规划环保", "Planning and environment"): (("PLN", "规划用地环评", "Land use and assessment"),),
    ("POL", "政策兑付", "Policy payout"): (("PAY", "申报与兑付", "Claims and payout"),),
    ("OTH", "其他", "Other"): (("OTH", "其他", "Other"),),
}

HOUR = 3600
POLICIES: tuple[tuple[str | None, str, float, float, float], ...] = (
    # category, priority, acknowledge and first contact in working hours, resolve in working days
    (None, "", 2, 4, 5),
    (None, Priority.URGENT, 0.5, 1, 2),
    (None, Priority.LOW, 4, 8, 10),
    ("FIN", "", 2, 4, 8),
    ("ENV", "", 2, 4, 15),
    ("POL", "", 2, 4, 3),
)

WORK_HOURS = {"FIN": 6, "ENV": 10, "SIT": 6, "LOG": 3, "EPI": 2, "POL": 2, "SUP": 5}
"""Usual hours of work on a problem of the category; four of any other."""
STAGE_DAYS = 5
"""Working days between stage replies while on hold, or in a matter that takes longer."""
LADDER = "五级提级办理"
RUNGS: tuple[tuple[int, str, str, str, float, float, tuple[str, ...], str, bool], ...] = (
    # level, name, English, trigger, its amount and the time to accept in working hours, who hears, notice, hand over
    (0, "包联干部", "Cadre", RungTrigger.START, 0, 0, (), "", False),
    (1, "网格组长", "Team leader", RungTrigger.AFTER_DUE, 0, 2, ("holder", "unit_leads"), "blue", False),
    (
        2,
        "牵头部门",
        "Department",
        RungTrigger.AFTER_PREVIOUS,
        7.5,
        2,
        ("unit_leads", "lead_unit_leads", "coordinators"),
        "yellow",
        True,
    ),
    (
        3,
        "协调员",
        "Coordinator",
        RungTrigger.AFTER_PREVIOUS,
        7.5,
        2,
        ("unit_leads", "coordinators"),
        "red",
        False,
    ),
    (
        4,
        "联席会议",
        "Joint meeting",
        RungTrigger.AFTER_PREVIOUS,
        15,
        4,
        ("unit_leads", "coordinators", "leaders"),
        "",
        False,
    ),
)
"""A promise that is broken goes to the team leader at once, a working day later to the department, another day later
to the coordinator, and two more to the joint meeting. Before that the lamps warn, and anybody may escalate by hand."""
PAUSES = (
    ("enterprise", "等待企业补充", "Waiting for the enterprise", 3),
    ("hold", "挂账", "On hold", None),
)


def ensure() -> int:
    """Add what is missing; rows that somebody edited stay as they are. Answers how many were added."""
    added = _categories() + _pauses() + _ladder() + _policies() + ensure_rules()
    adopt()
    return added


def _categories() -> int:
    known = set(Category.objects.values_list("code", flat=True))
    wanted: list[Category] = []
    for order, ((code, name, name_en), children) in enumerate(CATEGORIES.items(), 1):
        hours = WORK_HOURS.get(code, 4)
        wanted.append(Category(code=code, name=name, name_en=name_en, order=order * 100, work_hours=hours))
        wanted.extend(
            Category(
                code=f"{code}-{suffix}",
                parent_id=code,
                name=child,
                name_en=child_en,
                order=order * 100 + n,
                work_hours=hours,
            )
            for n, (suffix, child, child_en) in enumerate(children, 1)
        )
    return len(Category.objects.bulk_create(row for row in wanted if row.code not in known))


def _pauses() -> int:
    known = set(PauseReason.objects.values_list("code", flat=True))
    return len(
        PauseReason.objects.bulk_create(
            PauseReason(code=code, name=name, name_en=name_en, limit_days=days)
            for code, name, name_en, days in PAUSES
            if code not in known
        )
    )


def _ladder() -> int:
    if Ladder.objects.exists():
        return 0
    ladder = Ladder.objects.create(version=1, name=LADDER)
    rungs = Rung.objects.bulk_create(
        Rung(
            ladder=ladder,
            level=level,
            name=name,
            name_en=name_en,
            trigger=trigger,
            amount=int(amount * HOUR),
            duty_seconds=int(duty * HOUR),
            recipients=list(recipients),
            notice=notice,
            hands_over=hands_over,
        )
        for level, name, name_en, trigger, amount, duty, recipients, notice, hands_over in RUNGS
    )
    return 1 + len(rungs)


def _policies() -> int:
    if ClockPolicy.objects.exists():
        return 0
    day = zone_calendar().day_seconds()
    return len(
        ClockPolicy.objects.bulk_create(
            ClockPolicy(
                category_id=category,
                priority=priority,
                acknowledge_seconds=int(acknowledge * HOUR),
                first_contact_seconds=int(contact * HOUR),
                stage_seconds=STAGE_DAYS * day,
                resolve_seconds=int(resolve * day),
                resolve_days=int(resolve),
            )
            for category, priority, acknowledge, contact, resolve in POLICIES
        )
    )
