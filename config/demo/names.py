"""Invented names: people, enterprises, sites, shops, streets. Real companies' names are kept out."""

from __future__ import annotations

from config.demo.chance import Chance

FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹"
    "黎易常武乔贺赖龚文"
)
GIVEN_FIRST = "建晓志文海玉国秀佳思雨子明永春伟丽慧宇浩嘉梦雅俊凯婷静立新金水小云天一乐安宁启承泽书景若依怡欣"
GIVEN_SECOND = (
    "平华明峰军敏芳强娟燕霞杰涛斌磊洋勇艳红玲波辉刚健兰英梅颖琳晨轩然悦溪瑶航帆诚远翔宇恒达琪雯珊萍莉蓉"
)
OTHER_NAMES = ("阿依努尔·买买提", "扎西·顿珠", "古丽娜·艾力", "巴特尔·宝音")

BRAND_FIRST = "芯澄翎钱临屿瀚沐砺泓琢晖嵘霖杼栎皓煦筠澜岚珩昱璟铄堃翊骁沛淼耘桐岑穗榆槿"
BRAND_SECOND = "屿航本瀚塘禾川野序帆砚衡源朗原林舟桥峰岭泽汐曜和度景微克特诺维纳拓翎澈"
REAL_BRANDS = frozenset(
    [
        "澜起",
        "芯原",
        "芯源",
        "芯和",
        "芯微",
        "芯航",
        "沐和",
        "沐禾",
        "临工",
        "翎航",
        "泓淋",
        "霖和",
        "岚图",
        "皓元",
        "皓泽",
        "晖致",
        "昱能",
        "泓泽",
        "源和",
        "瀚川",
        "瀚源",
        "澄天",
        "昱科",
        "珩源",
    ]
)
"""Drawn names that sound like existing firms are drawn again."""

TRADES: dict[str, tuple[float, tuple[str, ...]]] = {
    # GB/T 4754 class: (weight, words of the trade)
    "C39": (13, ("半导体", "微电子", "光电科技", "集成电路", "传感技术", "电子元件", "显示材料")),
    "C37": (6, ("航空零部件", "航空科技", "航空装备", "轨道装备")),
    "C27": (9, ("生物医药", "制药", "生物科技", "医药")),
    "C36": (10, ("汽车零部件", "智能汽车", "汽车电子", "车身系统", "汽车内饰")),
    "C34": (9, ("智能装备", "精密机械", "机器人", "传动设备", "轴承", "泵阀")),
    "C35": (7, ("医疗器械", "专用设备", "模具", "环保设备")),
    "C26": (7, ("新材料", "化工材料", "精细化工", "涂料")),
    "C38": (7, ("电气", "电机", "电缆", "储能科技", "照明电器")),
    "C29": (5, ("橡塑", "塑料制品", "高分子材料")),
    "C33": (5, ("金属制品", "精工金属", "紧固件")),
    "C17": (4, ("纺织", "印染", "家纺")),
    "C18": (3, ("服饰", "制衣")),
    "C28": (3, ("化纤", "纤维")),
    "C14": (4, ("食品", "乳业", "烘焙食品")),
    "C15": (2, ("饮料", "茶业")),
    "C22": (3, ("纸业", "包装")),
    "C30": (3, ("建材", "玻璃", "新型墙材")),
    "C40": (3, ("仪器", "测控技术", "计量仪表")),
    "G54": (3, ("物流", "冷链运输")),
    "G59": (2, ("仓储", "供应链管理")),
    "F51": (4, ("贸易", "跨境电商", "进出口")),
    "I65": (5, ("软件", "信息技术", "数据科技")),
    "M73": (3, ("技术研究", "检测技术")),
    "A": (1, ("生态农业", "水产养殖")),
}
PLACES = ("江湾", "潮音", "云帆", "晴川", "文海", "启澜", "银湾", "海棠", "科苑", "学涯")
PROJECTS = (
    "实验学校",
    "人民医院分院",
    "产业园",
    "人才公寓",
    "科创中心",
    "安置小区",
    "污水处理厂",
    "商务中心",
    "体育公园",
    "地下综合管廊",
)
LOTS = ("一标段", "二标段", "三标段", "一期", "二期", "三期", "总包", "桩基标段", "机电安装标段", "装饰标段")
SHOPS = (
    "{brand}广场",
    "{brand}购物中心",
    "{brand}超市{place}店",
    "{brand}生活广场",
    "{brand}仓储超市{place}店",
)
ROAD_FIRST = "江潮云晴围垦青文科创新启海银滨晨映鹭芦苇"
ROAD_SECOND = "澜涌帆辉渔汐源兴达成和安岸渡港湾"
TITLES = (
    "总经理",
    "副总经理",
    "厂长",
    "行政经理",
    "人事经理",
    "综合部主任",
    "财务经理",
    "生产经理",
    "安环经理",
)
SITE_TITLES = ("项目经理", "生产经理", "安全员", "资料员")


def person(chance: Chance) -> str:
    """A name of two or three characters."""
    family = chance.one(FAMILY)
    second = chance.one(GIVEN_SECOND)
    return family + (chance.one(GIVEN_FIRST) if chance.happens(0.78) else "") + second


def phone(chance: Chance) -> str:
    """A mobile number in its stored form, in a block that nobody is given."""
    return f"+86{chance.one(('190', '191', '193', '199'))}0000{chance.digits(4)}"


def brand(chance: Chance) -> str:
    """Two characters, sometimes three."""
    while True:
        name = chance.one(BRAND_FIRST) + chance.one(BRAND_SECOND)
        if name[0] == name[1] or name in REAL_BRANDS:
            continue
        return name + (chance.one(BRAND_SECOND) if chance.happens(0.15) else "")


def company(chance: Chance, trade: str) -> str:
    """杭州芯屿半导体有限公司, 砺川轴承(杭州)有限公司, 浙江翊帆服饰股份有限公司."""
    name, word = brand(chance), chance.one(TRADES[trade][1])
    form = "股份有限公司" if chance.happens(0.08) else "有限公司"
    if chance.happens(0.1):
        return f"{name}{word}(杭州){form}"
    place = chance.weighted({"杭州": 60, "浙江": 25, "杭州钱塘": 3, "": 12})
    return f"{place}{name}{word}{form}"


def site(chance: Chance) -> str:
    """江湾实验学校项目二标段工地."""
    return f"{chance.one(PLACES)}{chance.one(PROJECTS)}项目{chance.one(LOTS)}工地"


def shop(chance: Chance, place: str) -> str:
    """沐禾购物中心, 岚桥超市下沙店."""
    return chance.one(SHOPS).format(brand=brand(chance), place=place)


def address(chance: Chance, street: str, road: str) -> str:
    """浙江省杭州市钱塘区下沙街道潮汐路 218 号 3 幢."""
    building = f" {chance.whole(1, 12)} 幢" if chance.happens(0.4) else ""
    return f"浙江省杭州市钱塘区{street}{road} {chance.whole(1, 160) * 8 + chance.whole(0, 7)} 号{building}"


def road(chance: Chance) -> str:
    """潮汐路, 江湾大道."""
    end = chance.weighted({"路": 60, "街": 25, "大道": 15})
    return chance.one(ROAD_FIRST) + chance.one(ROAD_SECOND) + end
