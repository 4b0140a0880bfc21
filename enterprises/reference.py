"""Streets and industry classes that every installation needs. Safe to run again; edits are kept."""

from __future__ import annotations

from datetime import date

from enterprises.models import Industry, Subdistrict

STREETS = (
    # code, name, English, latitude, longitude, unverified
    ("330114001", "下沙街道", "Xiasha Subdistrict", 30.309, 120.323, False),
    ("330114002", "白杨街道", "Baiyang Subdistrict", 30.297, 120.354, True),
    ("330114003", "河庄街道", "Hezhuang Subdistrict", 30.303, 120.437, True),
    ("330114004", "义蓬街道", "Yipeng Subdistrict", 30.262, 120.497, True),
    ("330114005", "新湾街道", "Xinwan Subdistrict", 30.297, 120.577, True),
    ("330114006", "临江街道", "Linjiang Subdistrict", 30.278, 120.640, True),
    ("330114007", "前进街道", "Qianjin Subdistrict", 30.335, 120.605, True),
)
DISTRICT_SINCE = date(2021, 4, 1)

INDUSTRIES = (
    # code, section letter, name, English (GB/T 4754)
    ("A", "A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery"),
    ("B", "B", "采矿业", "Mining"),
    ("C", "C", "制造业", "Manufacturing"),
    ("C13", "C", "农副食品加工业", "Processing of food from agricultural products"),
    ("C14", "C", "食品制造业", "Food manufacturing"),
    ("C15", "C", "酒、饮料和精制茶制造业", "Wine, beverages and refined tea"),
    ("C17", "C", "纺织业", "Textiles"),
    ("C18", "C", "纺织服装、服饰业", "Garments"),
    ("C22", "C", "造纸和纸制品业", "Paper and paper products"),
    ("C23", "C", "印刷和记录媒介复制业", "Printing"),
    ("C26", "C", "化学原料和化学制品制造业", "Chemicals"),
    ("C27", "C", "医药制造业", "Pharmaceuticals"),
    ("C28", "C", "化学纤维制造业", "Chemical fibres"),
    ("C29", "C", "橡胶和塑料制品业", "Rubber and plastics"),
    ("C30", "C", "非金属矿物制品业", "Non-metallic mineral products"),
    ("C33", "C", "金属制品业", "Metal products"),
    ("C34", "C", "通用设备制造业", "General-purpose machinery"),
    ("C35", "C", "专用设备制造业", "Special-purpose machinery"),
    ("C36", "C", "汽车制造业", "Motor vehicles"),
    ("C37", "C", "铁路、船舶、航空航天和其他运输设备制造业", "Railway, ship and aerospace equipment"),
    ("C38", "C", "电气机械和器材制造业", "Electrical machinery"),
    ("C39", "C", "计算机、通信和其他电子设备制造业", "Computers, communication and other electronics"),
    ("C40", "C", "仪器仪表制造业", "Instruments and meters"),
    ("D", "D", "电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water supply"),
    ("E", "E", "建筑业", "Construction"),
    ("E47", "E", "房屋建筑业", "Building construction"),
    ("E48", "E", "土木工程建筑业", "Civil engineering"),
    ("F", "F", "批发和零售业", "Wholesale and retail trade"),
    ("F51", "F", "批发业", "Wholesale trade"),
    ("F52", "F", "零售业", "Retail trade"),
    ("G", "G", "交通运输、仓储和邮政业", "Transport, storage and post"),
    ("G54", "G", "道路运输业", "Road transport"),
    ("G59", "G", "装卸搬运和仓储业", "Cargo handling and storage"),
    ("H", "H", "住宿和餐饮业", "Accommodation and catering"),
    ("I", "I", "信息传输、软件和信息技术服务业", "Information transmission, software and IT services"),
    ("I65", "I", "软件和信息技术服务业", "Software and IT services"),
    ("J", "J", "金融业", "Finance"),
    ("K", "K", "房地产业", "Real estate"),
    ("L", "L", "租赁和商务服务业", "Leasing and business services"),
    ("M", "M", "科学研究和技术服务业", "Scientific research and technical services"),
    ("M73", "M", "研究和试验发展", "Research and experimental development"),
    ("N", "N", "水利、环境和公共设施管理业", "Water, environment and public facilities"),
    ("O", "O", "居民服务、修理和其他服务业", "Resident services, repair and other services"),
    ("P", "P", "教育", "Education"),
    ("Q", "Q", "卫生和社会工作", "Health and social work"),
    ("R", "R", "文化、体育和娱乐业", "Culture, sports and entertainment"),
    ("S", "S", "公共管理、社会保障和社会组织", "Public administration and social organisations"),
    ("T", "T", "国际组织", "International organisations"),
)


def ensure() -> int:
    """Add the rows that are missing; answers how many."""
    there = set(Subdistrict.objects.values_list("code", flat=True))
    streets = Subdistrict.objects.bulk_create(
        [
            Subdistrict(
                code=code,
                name=name,
                name_en=name_en,
                lat=lat,
                lon=lon,
                valid_from=DISTRICT_SINCE,
                is_demo=unverified,
            )
            for code, name, name_en, lat, lon, unverified in STREETS
            if code not in there
        ]
    )
    known = set(Industry.objects.values_list("code", flat=True))
    industries = Industry.objects.bulk_create(
        [
            Industry(code=code, letter=letter, name=name, name_en=name_en)
            for code, letter, name, name_en in INDUSTRIES
            if code not in known
        ]
    )
    return len(streets) + len(industries)
