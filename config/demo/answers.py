"""What cadres noted down: the answers of the visit form and a sentence or two, in keeping with the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from config.demo.chance import Chance
from config.demo.production import Snapshot
from enterprises.models import Enterprise, Kind, ProductionState

READY = {"done": 78, "partly": 19, "missing": 3}
EARLY = {"done": 45, "partly": 42, "missing": 13}
CAUSES = {"transport": 30, "quarantine": 25, "housing": 12, "hubei": 18, "recruiting": 28}
BLOCKED = {"inbound": 35, "outbound": 25, "export": 16, "supplier": 24}
CASH = {"under_1": 14, "1_3": 47, "over_3": 39}

SUMMARIES: dict[str, tuple[str, ...]] = {
    ProductionState.STOPPED: (
        "企业尚未复工,防控方案已在准备,主要等外地员工返岗。已讲解复工备案要求,留下联系方式。",
        "厂区值守 {3-12} 人,口罩和测温枪已到货,承诺书待签。约定材料齐全后当天协助申报。",
        "设备检修中,计划 {@2-6} 前后开工。提醒落实专人负责和返岗员工健康登记。",
    ),
    ProductionState.PARTIAL: (
        "部分产线恢复,{1-3} 条线在跑。缺口主要在一线操作工,已登记返岗需求。",
        "到岗人数比上次明显增加,食堂实行分餐,宿舍消毒记录齐全。原料可用 {4-15} 天。",
        "单班生产,夜班还开不起来。外地员工返岗接驳已转网格跟进。",
        "现场查看测温通道和隔离观察间,基本符合要求;通风不足的一处已当场要求整改。",
    ),
    ProductionState.RESUMED: (
        "生产基本恢复,订单排到下月。负责人反映回款偏慢,已介绍贷款延期和贴息政策。",
        "两班生产正常,缺技术工人 {3-12} 名,已推荐线上招聘专场。",
        "复工情况良好,物流恢复正常。解答了社保减免和稳岗返还的申报口径。",
        "走访车间和仓库,防疫台账完整。企业希望尽快兑付设备补助,已记录转办。",
        "员工基本到齐,出口订单有推迟。提醒用好出口信用保险政策。",
    ),
    ProductionState.FULL: (
        "满负荷生产,新增订单需要招工 {10-60} 人。企业对前期返岗包车表示感谢。",
        "产能已超过去年同期,正在调试新线。无新增诉求。",
        "生产经营正常,送上最新惠企政策清单,重点讲了增值税期末留抵退税。",
    ),
}
SITE_SUMMARIES = (
    "工地 {60-180} 名工人在场,实名制闸机正常,宿舍每间不超过 {4-8} 人。检查了特种作业证件。",
    "桩基施工中,商品混凝土供应基本恢复。提醒做好进场人员登记和食堂分餐。",
    "项目部防疫物资可用 {5-20} 天,外省班组分批返岗,已协助核对行程。",
)
SHOP_SUMMARIES = (
    "客流恢复到平时七成,入口测温扫码正常。蔬菜到货稳定,价格平稳。",
    "商户开门 {60-98}%,小商户希望减免租金,已收集名单。",
    "检查冷链食品台账和消毒记录,仓库分拣人手仍紧张。",
)


def answers(chance: Chance, said: Snapshot, day: int) -> dict[str, Any]:
    """Field id to value, as the form of version 1 asks."""
    ready = EARLY if day < 15 else READY
    missing = said.expected - said.returned
    found: dict[str, Any] = {
        "plan_ready": chance.weighted(ready),
        "person_in_charge": chance.happens(0.94),
        "supplies_days": chance.whole(2, 12) if day < 15 else chance.whole(6, 45),
        "health_checks": chance.weighted(ready),
        "missing_workers": missing,
        "disinfection": chance.weighted(ready),
        "canteen": chance.weighted(ready),
        "safety": chance.weighted(READY),
        "material_days": chance.whole(1, 40),
        "cash_months": chance.weighted(CASH),
        "loan_due": chance.happens(0.22),
        "policy_known": chance.happens(0.55 + day / 200),
    }
    if missing > said.expected // 10:
        found["labour_causes"] = sorted({chance.weighted(CAUSES) for _ in range(chance.whole(1, 3))})
        found["dormitory_short"] = chance.whole(0, 12)
    if chance.happens(0.35):
        found["logistics_blocked"] = sorted({chance.weighted(BLOCKED) for _ in range(chance.whole(1, 2))})
    return found


def summary(chance: Chance, enterprise: Enterprise, said: Snapshot, on: date) -> str:
    """What the cadre wrote in the end."""
    by_kind = {Kind.BUILDING_SITE: SITE_SUMMARIES, Kind.SUPERMARKET: SHOP_SUMMARIES}
    texts = by_kind.get(Kind(enterprise.kind), SUMMARIES[said.state])
    return chance.say(chance.one(texts), on)
