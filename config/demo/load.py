"""Loading the world: drawn in memory, copied into the database in one transaction, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import connection, transaction

from config.demo import inbox, pictures
from config.demo.away import send_away
from config.demo.book import Book, follow
from config.demo.campaign import Campaign, campaign
from config.demo.case import Case
from config.demo.desk import Desk
from config.demo.log import TABLE, Log
from config.demo.people import Staffing, staff_the_zone
from config.demo.plans import plan_ahead
from config.demo.production import Production
from config.demo.register import Register, grounds
from config.demo.roster import Roster
from config.demo.service import Serving
from config.demo.showcase import arranged
from config.demo.still import hold_still
from config.demo.tickets import Writing
from config.demo.together import Together
from config.demo.trust import question
from config.demo.visits import Plan, Visiting
from core.models import EventRecord, Feed
from enterprises.models import Enterprise, Subdistrict
from grid.models import VISIT_TEMPLATE, Unit, Visit, VisitTemplate
from grid.selectors import zone_calendar
from tickets.actions import keep_counters
from tickets.actions.learn_categories import learn_categories
from tickets.models import Turn

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What world is wanted. `at` is the present moment; nothing in the world is later."""

    today: date
    at: datetime
    seed: int = 2020
    scale: float = 1.0


@transaction.atomic
def load(wish: Wish, tell: Tell) -> None:
    """Put the world in. The tables it numbers rows in are locked, so that keys and feed numbers stay in order."""
    hold_still()
    world = World(wish)
    world.people_and_register(tell)
    world.visits_and_reports(tell)
    world.tickets(tell)
    world.write(tell)


class World:
    """The parts of the world in the order in which they need each other."""

    def __init__(self, wish: Wish) -> None:
        self._seed, self._scale = wish.seed, wish.scale
        self._campaign: Campaign = campaign(zone_calendar(), today=wish.today, at=wish.at)
        self._book, self._log = Book(), Log()
        units = list(Unit.objects.existing(wish.today).order_by("id"))
        self._roster = Roster(units)
        self._staffing = Staffing(wish.seed, self._campaign, self._book, self._log, self._roster)
        self._units = units
        self._enterprises: list[Enterprise] = []
        self._visits: list[Visit] = []
        self._cases: list[Case] = []
        self._written = 0

    def people_and_register(self, tell: Tell) -> None:
        """Everybody who works there, every enterprise, and who serves whom."""
        staff_the_zone(self._staffing, self._units)
        streets = dict(Subdistrict.objects.values_list("code", "name"))
        register = Register(self._seed, self._staffing, grounds(self._seed, streets), self._scale)
        self._enterprises = register.fill()
        Serving(self._seed, self._staffing).share_out(self._enterprises, register.ground_of)
        tell(f"企业 {len(self._enterprises):,} · 人员 {len(self._roster.people):,}")

    def visits_and_reports(self, tell: Tell) -> None:
        """Visits and production reports side by side, because the later report of a day counts."""
        production = Production(self._seed, self._staffing, self._enterprises)
        visiting = Visiting(self._seed, self._staffing, production, self._scale)
        template = VisitTemplate.objects.get(code=VISIT_TEMPLATE, active=True)
        plans = visiting.plan(self._enterprises)
        reports = [one for one in production.regular(self._enterprises) if one[0] <= self._campaign.at]
        turns: list[tuple[datetime, int, Plan | None, Enterprise]] = [
            *((plan.received_at, 1, plan, plan.enterprise) for plan in plans),
            *((at, 0, None, enterprise) for at, enterprise, _ in reports),
        ]
        reporters = {(at, enterprise.pk): by for at, enterprise, by in reports}
        count = 0
        for at, _, plan, enterprise in sorted(turns, key=lambda turn: (turn[0], turn[1])):
            if plan is None:
                production.report(at, enterprise, reporters[at, enterprise.pk])
                count += 1
                continue
            report = (
                production.report(at, enterprise, plan.author, visit=plan.uuid)
                if visiting.sees_production(plan)
                else None
            )
            count += report is not None
            self._visits.append(visiting.write(plan, template, report))
        pictures.hang_on_visits(self._seed, self._book, self._visits, self._scale)
        question(self._seed, self._staffing, self._visits)
        self._written += self._book.write()
        tell(f"走访 {len(self._visits):,} · 生产情况 {count:,}")

    def tickets(self, tell: Tell) -> None:
        """Every ticket lives from its first day to its end, or to the present."""
        desk = Desk(self._seed, self._campaign, self._book, self._log, self._roster)
        writing = Writing(self._seed, desk, self._staffing, self._scale)
        plans = writing.ordinary(self._enterprises, self._visits)
        plans += arranged(self._seed, desk, writing, self._enterprises)
        self._cases = writing.live(plans)
        for (unit, user), at in desk.turns.items():
            self._book.add(Turn(unit_id=unit, user_id=user, at=at))
        send_away(self._seed, self._campaign, self._book, self._log, self._roster)
        plan_ahead(
            self._seed, self._campaign, self._book, self._log, self._roster, self._enterprises, self._visits
        )
        pictures.hang_on_tickets(self._seed, self._book, self._cases, self._scale)
        tell(f"工单 {len(self._cases):,} · 事件 {self._log.said:,}")

    def write(self, tell: Tell) -> None:
        """Everything in; then the figures that are kept, and the feed under a new epoch."""
        first = self._book.reserve(EventRecord, self._log.said)
        head = self._log.arrange(first_key=first, first_seq=_kept_events() + 1)
        inbox.deliver(self._seed, self._campaign, self._book, self._log, self._roster, first_key=first)
        self._written += self._book.write()
        self._count()
        learn_categories(at=self._campaign.at)
        _move_number(self._cases)
        follow(EventRecord)
        Feed.objects.update_or_create(id=1, defaults={"epoch": uuid4(), "head": head})
        Together(seed=self._seed, campaign=self._campaign, roster=self._roster).arrange()
        tell(f"写入数据库 {self._written + self._log.said:,} 行")

    def _count(self) -> None:
        places = Counter(
            (
                case.ticket.holder_unit_id or 0,
                case.ticket.category_id,
                str(case.ticket.state),
                str(case.ticket.lamp),
            )
            for case in self._cases
        )
        keep_counters.add(places)


def _kept_events() -> int:
    """Events that were there before keep their order and come first; answers how many have a number."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT array_agg(id ORDER BY seq) FROM {TABLE} WHERE seq IS NOT NULL")  # noqa: S608
        (keys,) = cursor.fetchone()
        if not keys:
            return 0
        cursor.execute(f"UPDATE {TABLE} SET seq = -seq WHERE seq IS NOT NULL")  # noqa: S608
        cursor.execute(
            f"UPDATE {TABLE} AS event SET seq = given.seq"  # noqa: S608
            " FROM unnest(%s::bigint[]) WITH ORDINALITY AS given(id, seq) WHERE event.id = given.id",
            [keys],
        )
    return len(keys)


def _move_number(cases: list[Case]) -> None:
    highest = max((int(case.ticket.ref.rpartition("-")[2]) for case in cases), default=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('ticket_number', greatest(%s, 1))", [highest])
