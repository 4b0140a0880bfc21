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
        text="请对企业上报的外省司机、装卸工名单逐人核实,于明日 12 时前书面反馈可到岗人数、到岗日期和未返岗原因。",
        ago=0.3,
    ),
    Part(
        about="FIN",
        words=("贷款", "流贷", "展期", "银行"),
        unit="HR",
        text="请出具企业近三个月用工人数和社会保险缴费人数证明,供承贷银行办理贷款展期时核验,并抄送财政金融局。",
        ago=1.1,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("班车", "包车", "大巴", "滞留"),
        unit="TRANSPORT",
        text=(
            "请安排 45 座返岗包车 2 辆,确定发车时间、上车地点和随车联系人,会同沿途检查点落实“点对点”放行;"
            "方案报企业服务中心备案。"
        ),
        ago=1.4,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("健康码", "隔离", "湖北", "核酸"),
        unit="HEALTH",
        text="请会同属地街道复核 12 名返岗员工的健康码申诉材料,符合条件的当日转码;不符合的逐人列明原因和所缺材料。",
        ago=1.8,
        verbs=("accept", "finish"),
        reply=(
            "12 名员工材料已全部复核:10 人符合条件,已于今日转为绿码;2 人缺核酸检测报告,已电话告知企业,"
            "补齐后半个工作日内办结。"
        ),
    ),
    Part(
        about="LAB",
        words=("补贴",),
        unit="FINANCE",
        text="请明确该项补贴的资金渠道、申领条件和办理时限,提供书面口径,由主办单位统一答复企业。",
        ago=1.2,
        verbs=("return",),
        reason="经核,该项补贴由人力资源和社会保障局受理并列支,本单位无此项预算和审批职责,建议改派。",
    ),
    Part(
        about="",
        words=("供应商", "断供", "缺货"),
        unit="COMMERCE",
        text="请从区内配套企业名录中筛选不少于两家可替代供货企业,核实库存和最快交货日期,附联系人后反馈主办单位。",
        ago=1.5,
        verbs=("cancel",),
        reason="企业来电告知已与替代供货商签订合同,本事项不再需要,予以撤销。",
    ),
    Part(
        about="EPI",
        unit="HEALTH",
        text="请派员到现场对照复工防疫指南逐项核查,当场出具书面整改意见,并约定复查日期。",
        ago=4.5,
        verbs=("accept",),
    ),
    Part(
        about="LAB",
        words=("班车", "通勤", "宿舍区", "公交"),
        unit="TRANSPORT",
        text="请将返岗班车线路延伸至企业职工宿舍区:实地勘定停靠点,明确早晚班次和首末班时间,三个工作日内试运行。",
        ago=2.5,
        verbs=("accept", "finish", "send_back"),
        reply="班车自今日起延伸至宿舍区南门,早班 7:10、7:40,晚班 17:45、20:15,站牌和时刻表已张贴。",
        reason="企业反映北门宿舍 40 余名员工步行至南门需 15 分钟,请在北门增设停靠点后再报办结。",
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
    RungScene(reason="事项涉及交通、公安两家职责,本级已协调三次,未能形成一致意见,请上级牵头协调。"),
    RungScene(reason="企业要求单位负责人当面答复,已超出承办人权限,请单位领导接办。"),
    RungScene(
        reason="银行要求出具政府部门协调函,包联干部无权出具,请牵头部门办理。",
        returned="协调函已有统一模板,由包联干部按模板填报、本局盖章即可,不需提级。",
    ),
)
HELD = "第一次企业服务联席会议"
PLANNED = "第二次企业服务联席会议"
PLACE = "管委会 3 号楼 205 会议室"
DECISIONS = (
    (
        "LOG",
        ("卡口", "通行证", "封路", "司机", "货车", "半挂车"),
        "由交通运输局牵头,会同公安分局和属地街道统一货车通行口径,对重点企业运输车辆开设专用通道;办理结果报企业服务中心。",
        "TRANSPORT",
        "会同公安分局核定运输车辆和司机名单,明确通行路段、时段和值守电话,三个工作日内印发各检查点执行。",
    ),
    (
        "FIN",
        ("流贷", "贷款", "融资", "还款", "银行"),
        "由财政金融局牵头,五个工作日内召集银行、企业和属地街道现场会商,一次性议定展期或者续贷方案。",
        "FINANCE",
        "召集银行、企业和属地街道现场会商,形成会商纪要,写明授信额度、期限和办理节点,报企业服务中心。",
    ),
)
"""A ticket's category and what it speaks of, the decision on it, and the task with its unit."""
MINUTES = (
    "会议逐件听取了承办单位汇报和企业代表意见,议定:一、两件事项均明确牵头单位和完成时限,能当场明确的当场明确;"
    "二、牵头单位每两个工作日向企业服务中心报送一次进展;三、办结以企业确认为准,未经回访核实不予销号。"
)
