"""What is asked, decided and answered where several units work together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part given to another unit so many working days ago, and what was done with it since."""

    about: str
    words: tuple[str, ...] = ()
    unit: str
    text: str
    ago: float
    days: int = 3
    verbs: tuple[str, ...] = ()
    reply: str = ""
    reason: str = ""


PARTS = (
    Part(
        about="LOG",
        words=("司机", "装卸"),
        unit="HR",
        text="请核对外省司机和装卸工的名单,明天中午前反馈能到岗的人数。",
        ago=0.3,
    ),
    Part(
        about="FIN",
        unit="HR",
        text="请提供企业近三个月的用工和参保人数,供银行审核展期时参考。",
        ago=1.1,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("班车", "返岗", "到岗", "滞留", "大巴"),
        unit="TRANSPORT",
        text="请安排两辆包车,并协调沿途卡口放行。",
        ago=1.4,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("健康码", "隔离", "湖北", "核酸"),
        unit="HEALTH",
        text="请核对 12 名返岗员工的健康码申诉材料。",
        ago=1.8,
        verbs=("accept", "finish"),
        reply="12 人材料已核对,10 人已转绿码,其余 2 人须补充核酸证明,已电话告知企业。",
    ),
    Part(
        about="LAB",
        words=("补贴",),
        unit="FINANCE",
        text="请说明这项补贴的资金来源和申领办法。",
        ago=1.2,
        verbs=("return",),
        reason="这项补贴由人力资源和社会保障局受理,本单位没有这项经费。",
    ),
    Part(
        about="",
        words=("供应商", "断供", "缺货"),
        unit="COMMERCE",
        text="请推荐两家能供货的企业,并附上联系人。",
        ago=1.5,
        verbs=("cancel",),
        reason="企业已自行找到供货方,不再需要。",
    ),
    Part(
        about="EPI",
        unit="HEALTH",
        text="请派人到现场指导防疫措施,并留下书面意见。",
        ago=4.5,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("班车", "返岗", "到岗", "小区", "住", "员工"),
        unit="TRANSPORT",
        text="请把返岗班车延伸到员工宿舍区。",
        ago=2.5,
        verbs=("accept", "finish", "send_back"),
        reply="班车已延伸到宿舍区南门。",
        reason="北门宿舍还有 40 多人,请再加一站。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One problem of many enterprises; answered when there is an answer."""

    title: str
    text: str
    about: str
    words: tuple[str, ...]
    unit: str
    ago: float
    answer: str = ""


CAUSES = (
    Cause(
        title="外省返岗班车停运,员工滞留",
        text="多家企业反映贵州、安徽方向没有班车,员工无法按时到岗,需要统一组织包车。",
        about="LAB",
        words=("班车", "返岗", "到岗", "滞留", "暂不能返", "大巴"),
        unit="HR",
        ago=0.8,
    ),
    Cause(
        title="货车通行证口径不一,跨区运输受阻",
        text="几个卡口对通行证的要求不同,车辆反复绕行,需要统一口径。",
        about="LOG",
        words=("卡口", "通行证", "封路", "司机", "货车", "半挂车"),
        unit="TRANSPORT",
        ago=1.6,
        answer="自今天起各卡口统一认可企业开具的运输证明,司机凭健康码和运输证明即可通行,有问题请拨打卡口公示的值班电话。",
    ),
)
NOTICES = (
    ("blue", "临近到期,请确认能否按时办结;不能的,请今天提出延期申请。"),
    ("yellow", "办理进度落后,请在一个工作日内书面说明原因和下一步安排。"),
    ("red", "企业已两次反映没有进展,请主要负责人今天到企业现场办理,并报告结果。"),
)


@dataclass(frozen=True, kw_only=True)
class RungScene:
    """Somebody asked for the rung above; its receiver accepted, or returned it with these words."""

    reason: str
    returned: str = ""


RUNGS = (
    RungScene(reason="涉及两个部门的职责,本级协调三次没有结果。"),
    RungScene(reason="企业要求当面答复,需要单位负责人出面。"),
    RungScene(
        reason="银行要求政府函件,干部没有权限出具。", returned="函件模板已有,由包联干部按模板办理即可。"
    ),
)
HELD = "第一次企业服务联席会议"
PLANNED = "第二次企业服务联席会议"
PLACE = "管委会 3 号楼 205 会议室"
DECISIONS = (
    (
        ("手续", "材料", "资料", "审批", "申报"),
        "由行政审批局牵头受理,缺少的材料在一个月内补齐。",
        "APPROVAL",
        "先行受理,三天内出具办理意见。",
    ),
    (
        ("流贷", "贷款", "融资", "还款", "银行"),
        "由财政金融局牵头,约有关单位到企业现场一次谈妥。",
        "FINANCE",
        "约有关单位到企业现场会商,带回书面意见。",
    ),
)
"""What a ticket of the agenda speaks of, the decision on it, and the task with its unit."""
MINUTES = (
    "会议逐件听取了承办单位汇报,企业代表说明了实际困难。会议决定:两件事均明确牵头单位和完成日期,"
    "涉及的材料先受理、后补齐;各单位每两个工作日向企业服务中心报告一次进展,办结前不销号。"
)
