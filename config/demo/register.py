"""The register: 1,435 above-scale enterprises, building sites, supermarkets and smaller firms, all invented."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.cn import uscc

from accounts.models import Role
from config.demo import names
from config.demo.chance import Chance
from config.demo.people import SHOWCASE_TEAM, Staffing
from enterprises.events import ContactSaved, EnterpriseRegistered
from enterprises.models import Contact, CoordSource, Enterprise, Kind
from enterprises.rules.names import short_name
from enterprises.rules.search import grams, haystack, pinyin_prefixes
from grid.models import Territory

COUNTS = {
    Kind.ABOVE_SCALE: 1435,
    Kind.BUILDING_SITE: 108,
    Kind.SUPERMARKET: 42,
    Kind.BELOW_SCALE: 70,
    Kind.MICRO: 45,
}
STAFF: dict[str, tuple[int, int, int, float]] = {
    # lowest, usual, highest, spread
    Kind.ABOVE_SCALE: (18, 118, 6800, 0.95),
    Kind.BUILDING_SITE: (25, 130, 900, 0.6),
    Kind.SUPERMARKET: (15, 70, 650, 0.7),
    Kind.BELOW_SCALE: (8, 32, 120, 0.5),
    Kind.MICRO: (2, 7, 19, 0.5),
}
SIGN_INS = {Kind.ABOVE_SCALE: 0.42, Kind.BUILDING_SITE: 0.3, Kind.SUPERMARKET: 0.4}
CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
OFFICES = ("91330100", "91330104", "91330109", "91330114")
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
SHOWCASE_NAME, SHOWCASE_STAFF = "杭州芯屿半导体有限公司", 386
ROADS_IN_A_STREET = 14
NEIGHBOURS, SMALL = 6, 0.2
"""In a small world so many of each kind lie in the showcase team's ground, so that its cadre has work too."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A team's territory, with its streets."""

    unit: int
    subdistrict: str
    street: str
    west: float
    south: float
    east: float
    north: float
    roads: tuple[str, ...]

    def point(self, chance: Chance) -> tuple[float, float]:
        """Latitude and longitude well inside."""
        lat = self.south + (self.north - self.south) * chance.between(0.06, 0.94)
        lon = self.west + (self.east - self.west) * chance.between(0.06, 0.94)
        return round(lat, 6), round(lon, 6)


def grounds(seed: int, streets: dict[str, str]) -> list[Ground]:
    """The territories of all teams, in the order of their codes."""
    found = []
    for row in Territory.objects.order_by("code"):
        ring = row.outline["coordinates"][0]
        xs, ys = [point[0] for point in ring], [point[1] for point in ring]
        chance = Chance(seed, "roads", row.subdistrict)
        found.append(
            Ground(
                unit=row.unit_id,
                subdistrict=row.subdistrict,
                street=streets[row.subdistrict],
                west=min(xs),
                south=min(ys),
                east=max(xs),
                north=max(ys),
                roads=tuple(names.road(chance) for _ in range(ROADS_IN_A_STREET)),
            )
        )
    return found


class Register:
    """Makes register entries; `ground_of` says in whose territory each one lies."""

    def __init__(self, seed: int, staffing: Staffing, where: list[Ground], scale: float) -> None:
        self._seed, self._staffing, self._where = seed, staffing, where
        self._scale = scale
        self._taken: set[str] = set()
        self._codes: set[str] = set()
        self.ground_of: dict[int, Ground] = {}

    def fill(self) -> list[Enterprise]:
        """All entries; the first one is the showcase enterprise."""
        made = [self._showcase()]
        near, neighbours = self.ground_of[made[0].pk], NEIGHBOURS if self._scale < SMALL else 0
        for kind, count in COUNTS.items():
            wanted = max(3, round(count * self._scale)) - (kind == Kind.ABOVE_SCALE)
            for number in range(wanted):
                chance = Chance(self._seed, "enterprise", kind, number)
                ground = chance.one(self._where)
                made.append(self._entry(chance, kind, near if number < neighbours else ground))
        return made

    def _showcase(self) -> Enterprise:
        unit = self._staffing.roster.unit_by_code(SHOWCASE_TEAM).pk
        ground = next(one for one in self._where if one.unit == unit)
        chance = Chance(self._seed, "enterprise", "showcase")
        self._taken.add(SHOWCASE_NAME)
        return self._entry(
            chance, Kind.ABOVE_SCALE, ground, name=SHOWCASE_NAME, industry="C39", employees=SHOWCASE_STAFF
        )

    def _entry(
        self,
        chance: Chance,
        kind: str,
        ground: Ground,
        *,
        name: str = "",
        industry: str = "",
        employees: int = 0,
    ) -> Enterprise:
        trade = industry or self._industry(chance, kind)
        full = name or self._name(chance, kind, trade, ground)
        lat, lon = ground.point(chance)
        lowest, usual, highest, spread = STAFF[kind]
        code = None if kind in (Kind.BUILDING_SITE, Kind.SUPERMARKET) else self._code(chance)
        short = short_name(full)
        found_by = haystack([full, short, code or ""])
        at = self._staffing.campaign.eve
        row = self._staffing.book.add(
            Enterprise(
                uuid=chance.uuid(),
                uscc=code,
                name=full,
                short_name=short,
                pinyin=pinyin_prefixes([full, short]),
                haystack=found_by,
                search=grams(found_by),
                kind=kind,
                is_key=bool(name) or (kind == Kind.ABOVE_SCALE and chance.happens(0.08)),
                industry_id=trade,
                subdistrict_id=ground.subdistrict,
                district=ground.subdistrict[:6],
                address=names.address(chance, ground.street, chance.one(ground.roads)),
                lat=lat,
                lon=lon,
                coord_source=CoordSource.DEMO,
                employees=employees or round(chance.skewed(lowest, usual, highest, spread)),
                is_demo=True,
                created_at=at,
                updated_at=at,
            )
        )
        self.ground_of[row.pk] = ground
        topic = f"enterprise.{row.uuid}"
        self._staffing.log.say(
            EnterpriseRegistered(at=at, actor_id=None, topics=(topic,), enterprise=str(row.uuid), name=full)
        )
        self._contacts(chance, row)
        return row

    def _contacts(self, chance: Chance, row: Enterprise) -> None:
        titles = names.SITE_TITLES if row.kind == Kind.BUILDING_SITE else names.TITLES
        shown = row.name == SHOWCASE_NAME
        signs_in = shown or chance.happens(SIGN_INS.get(Kind(row.kind), 0.15))
        for number, title in enumerate(chance.some(titles, 1 + chance.happens(0.55))):
            user = None
            if number == 0 and signs_in:
                user = (
                    self._staffing.showcase("enterprise") if shown else self._staffing.numbered(Role.CONTACT)
                )
            contact = self._staffing.book.add(
                Contact(
                    enterprise=row,
                    user=user,
                    name=user.name if user else names.person(chance),
                    title=title,
                    phone=user.phone if user else names.phone(chance),
                    is_primary=number == 0,
                )
            )
            self._staffing.roster.contacts[row.pk].append(contact)
            self._staffing.log.say(
                ContactSaved(
                    at=self._staffing.campaign.eve,
                    actor_id=None,
                    topics=(f"enterprise.{row.uuid}",),
                    enterprise=str(row.uuid),
                    contact=contact.pk,
                    name=contact.name,
                )
            )

    def _industry(self, chance: Chance, kind: str) -> str:
        if kind == Kind.BUILDING_SITE:
            return chance.weighted({"E47": 70, "E48": 30})
        if kind == Kind.SUPERMARKET:
            return "F52"
        return chance.weighted({code: weight for code, (weight, _) in names.TRADES.items()})

    def _name(self, chance: Chance, kind: str, trade: str, ground: Ground) -> str:
        while True:
            if kind == Kind.BUILDING_SITE:
                name = names.site(chance)
            elif kind == Kind.SUPERMARKET:
                name = names.shop(chance, ground.street.removesuffix("街道"))
            else:
                name = names.company(chance, trade)
            if name not in self._taken:
                self._taken.add(name)
                return name

    def _code(self, chance: Chance) -> str:
        """A code whose inner and outer check characters hold; it may collide with a real one, so it is flagged."""
        while True:
            body = "MA" + chance.letters(1, "2J") + chance.letters(5, CODE_ALPHABET)
            code = chance.one(OFFICES) + body + _inner_check(body)
            code += uscc.calc_check_digit(code)
            if code not in self._codes:
                self._codes.add(code)
                return code


def _inner_check(body: str) -> str:
    """The ninth character of the organisation code (GB 11714)."""
    total = sum(weight * int(character, 36) for weight, character in zip(INNER_WEIGHTS, body, strict=True))
    return "0X987654321"[total % 11]
