"""A world with a size: enterprises with their teams and cadres, and tickets by the million, written by PostgreSQL."""

from __future__ import annotations

import random
import uuid

from django.db import connection

from accounts.models import Role, User
from core.text import bigrams
from enterprises.models import Enterprise
from grid.models import Assignment, AssignmentKind, Membership, Placement, Unit, UnitKind
from tests.people import SINCE, World
from tickets.models import BoardCounter

ENTERPRISES, CADRES, TEXTS = 2000, 60, 2000
FIRST_CHARACTER, CHARACTERS = 0x4E00, 3000
OPEN_PERCENT = 10


def fill(people: World, tickets: int, *, enterprises: int = ENTERPRISES) -> None:
    """Add `tickets` tickets of which one in ten is open, spread over the enterprises, teams and states."""
    teams = list(Unit.objects.filter(kind=UnitKind.GRID_TEAM).order_by("id"))
    _register(people, teams, enterprises)
    _write_tickets(people, tickets)
    _count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _register(people: World, teams: list[Unit], count: int) -> None:
    """Each enterprise in a team's territory, and a cadre of that team answering for it."""
    cadres = User.objects.bulk_create(
        User(username=f"bench{n}", name=f"干部{n}", role=Role.CADRE) for n in range(min(CADRES, count))
    )
    Membership.objects.bulk_create(
        Membership(unit=teams[n % len(teams)], user=cadre, starts_on=SINCE) for n, cadre in enumerate(cadres)
    )
    like = people.chips
    firms = Enterprise.objects.bulk_create(
        Enterprise(
            uuid=uuid.uuid4(),
            name=f"测试企业{n:05d}",
            short_name=f"测试{n:05d}",
            kind=like.kind,
            subdistrict=like.subdistrict,
            district=like.district,
            address=like.address,
        )
        for n in range(count)
    )
    Placement.objects.bulk_create(
        Placement(enterprise=firm, unit=teams[n % len(teams)], starts_on=SINCE)
        for n, firm in enumerate(firms)
    )
    Assignment.objects.bulk_create(
        Assignment(
            enterprise=firm, cadre=cadres[n % len(cadres)], kind=AssignmentKind.PRIMARY, starts_on=SINCE
        )
        for n, firm in enumerate(firms)
    )


def _texts() -> list[tuple[str, list[str]]]:
    """Random Chinese, the same every time, so that a search finds some pairs often and some seldom."""
    chance = random.Random(7)
    texts = []
    for _ in range(TEXTS):
        characters = (chr(FIRST_CHARACTER + int(CHARACTERS * chance.random() ** 3)) for _ in range(40))
        text = "".join(characters)
        texts.append((text, bigrams(text)))
    return texts


def _write_tickets(people: World, count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (n int PRIMARY KEY, text text, search text[])")
        cursor.executemany(
            "INSERT INTO said VALUES (%s, %s, %s)", [(n, *row) for n, row in enumerate(_texts())]
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE served AS SELECT row_number() OVER (ORDER BY e.id) - 1 AS n, e.id AS enterprise,"
            " p.unit_id AS team, a.cadre_id AS cadre FROM enterprises_enterprise e"
            " JOIN grid_placement p ON p.enterprise_id = e.id"
            " LEFT JOIN grid_assignment a ON a.enterprise_id = e.id AND a.kind = 'primary'"
        )
        cursor.execute("SELECT count(*) FROM served")
        (firms,) = cursor.fetchone()
        columns = ", ".join(column for column, _ in _COLUMNS)
        values = ", ".join(value for _, value in _COLUMNS).replace("%", "%%")
        cursor.execute(
            f"INSERT INTO tickets_ticket ({columns}) SELECT {values}"  # noqa: S608 - constants of this file
            " FROM (SELECT n, n::bigint * 7919 %% 1000 AS dice, n %% %s = 0 AS opened"
            "       FROM generate_series(1, %s) AS n) AS ticket"
            " JOIN served ON served.n = (ticket.n::bigint * 104729) %% %s"
            " JOIN said ON said.n = (ticket.n::bigint * 31) %% %s ORDER BY ticket.n",
            [100 // OPEN_PERCENT, count, firms, TEXTS],
        )
        cursor.execute("DROP TABLE said, served")


_OPEN = "(ARRAY['submitted','accepted','assigned','handling','on_hold','verifying'])[1 + dice % 6]"
_STATE = f"CASE WHEN opened THEN {_OPEN} ELSE 'closed' END"
_HELD = "CASE WHEN opened AND dice % 6 < 2 THEN NULL ELSE"
_COLUMNS = (
    ("uuid", "gen_random_uuid()"),
    ("ref", "'QT-20200312-B' || lpad(ticket.n::text, 7, '0')"),
    ("enterprise_id", "served.enterprise"),
    ("category_id", "(ARRAY['LAB-RET','LAB-HIR','LOG-TRK'])[1 + dice % 3]"),
    ("priority", "'normal'"),
    ("source", "'enterprise'"),
    ("title", "left(said.text, 20)"),
    ("text", "said.text"),
    ("search", "said.search"),
    ("contact_name", "''"),
    ("contact_phone", "''"),
    ("created_by_id", "coalesce(served.cadre, (SELECT min(id) FROM accounts_user))"),
    ("state", _STATE),
    ("state_before", "''"),
    ("holder_unit_id", f"{_HELD} served.team END"),
    ("holder_id", f"{_HELD} served.cadre END"),
    ("team_id", "served.team"),
    ("lead_unit_id", "CASE WHEN dice % 5 = 0 THEN (SELECT id FROM grid_unit WHERE code = 'HR') END"),
    ("outcome", "CASE WHEN opened THEN 'solved' ELSE 'explained' END"),
    ("public_reply", "''"),
    ("on_the_spot", "false"),
    ("lamp", "CASE WHEN opened THEN (ARRAY['green','blue','yellow','red'])[1 + dice % 4] ELSE 'none' END"),
    ("due_at", "CASE WHEN opened THEN now() + dice * interval '1 hour' END"),
    ("helper_units", "'{}'"),
    ("routing_attempt", "1"),
    ("tasks_total", "0"),
    ("tasks_done", "0"),
    ("rung", "0"),
    ("rung_state", "''"),
    ("supervised", "''"),
    ("urged", "0"),
    ("returned", "0"),
    ("redone", "0"),
    ("submitted_at", "now() - interval '1 hour' - ticket.n * interval '1 second'"),
    ("updated_at", "now()"),
    ("version", "1"),
)


def _count() -> None:
    """The board's counters as the relay would have kept them."""
    BoardCounter.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_boardcounter (unit_id, category, state, lamp, count)"
            " SELECT coalesce(holder_unit_id, 0), category_id, state, lamp, count(*) FROM tickets_ticket"
            " GROUP BY 1, 2, 3, 4"
        )
