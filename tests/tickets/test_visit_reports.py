"""One visit fills every report: what is in it, for whom, and in how many queries."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import EventRecord
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.ledgers.test_exports import rows_of
from tests.people import World
from tests.tickets.conftest import TEXT
from tickets.rules.reporting import Period, share, span_of

WHEN = "2020-03-11T10:00:00+08:00"
"""A Wednesday."""
DAY = {"on": "2020-03-11"}
STAFF_FIELDS = {"expected_staff": 100, "returned_staff": 80, "capacity_percent": 60}


def visit(people: World, who: str = "ada", *, where: str = "chips", problem: bool = True, **more: Any) -> str:
    """A visit through the API, and what it found."""
    browser = Browser(getattr(people, who))
    answer = browser.create("/visits", visit_body(getattr(people, where), **{"occurred_at": WHEN, **more}))
    assert answer.status_code == 201, answer.content
    if problem:
        enterprise = str(getattr(people, where).uuid)
        body = {"category": "LAB-RET", "text": TEXT, "enterprise": enterprise, "visit": answer.json()["uuid"]}
        assert browser.create("/tickets", body).status_code == 201
    return str(answer.json()["uuid"])


def report(people: World, who: str, **asked: Any) -> Any:
    answer = Browser(getattr(people, who)).get("/visit-reports", **asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_week_is_monday_to_sunday_and_a_day_is_itself() -> None:
    for day in range(9, 16):
        span = span_of(Period.WEEK, date(2020, 3, day))
        assert (span.first, span.last) == (date(2020, 3, 9), date(2020, 3, 15))
    assert span_of(Period.DAY, date(2020, 2, 29)).first == date(2020, 2, 29)


def test_a_span_is_counted_from_midnight_to_midnight_of_the_zone() -> None:
    begins, ends = span_of(Period.DAY, date(2020, 3, 11)).moments(ZoneInfo("Asia/Shanghai"))
    assert begins == datetime(2020, 3, 10, 16, tzinfo=UTC)
    assert ends - begins == timedelta(days=1)


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert (share(1, 3), share(0, 5), share(0, 0)) == (33.3, 0.0, None)


def test_one_visit_fills_the_days_the_weeks_and_the_units_report(people: World) -> None:
    visit(people, follow_up_on="2020-03-18")
    whole = [
        report(people, "ada", **DAY),
        report(people, "ben", period="week", on="2020-03-15", unit=people.team.pk),
        report(people, "dora", period="week", on="2020-03-09"),
    ]
    for seen in whole:
        assert seen["visits"] == {"total": 1, "enterprises": 1, "people": 1}
        (line,) = seen["by_person"]
        assert (line["person"]["name"], line["visits"], line["problems"]) == ("安达", 1, 1)
        assert (seen["production"]["reporting"], seen["production"]["partly"]) == (1, 1)
        assert seen["production"]["returned_rate"] == 31.3
        assert seen["problems"]["by_category"][0]["category"]["code"] == "LAB"
        (promise,), (told,) = seen["follow_ups"]["shown"], seen["notable"]
        assert (promise["follow_up_on"], promise["late"]) == ("2020-03-18", True)
        assert (told["summary"], told["found_problem"]) == ("缺工 94 人,请协助组织包车。", True)
    assert (whole[0]["first"], whole[1]["first"], whole[1]["last"]) == (
        "2020-03-11",
        "2020-03-09",
        "2020-03-15",
    )


def test_a_cadre_reports_on_her_own_a_team_leader_on_his_unit_a_coordinator_on_all(people: World) -> None:
    visit(people, "ada", problem=False)
    visit(people, "ben", problem=False)
    visit(people, "cleo", where="fibre", problem=False)
    totals = {who: report(people, who, **DAY)["visits"]["total"] for who in ("ada", "ben", "cleo", "finn")}
    assert totals == {"ada": 1, "ben": 2, "cleo": 1, "finn": 0}
    for who in ("dora", "lena", "adam"):
        assert report(people, who, **DAY)["visits"]["total"] == 3
        assert report(people, who, **DAY, unit=people.other_team.pk)["visits"]["total"] == 1


def test_another_units_report_is_refused_and_an_unknown_unit_names_the_field(people: World) -> None:
    for path in ("/visit-reports", "/visit-reports/export"):
        other = Browser(people.ben).get(path, unit=people.other_team.pk)
        assert (other.status_code, other.json()["errors"][0]["field"]) == (403, "unit")
        unknown = Browser(people.dora).get(path, unit=987654321)
        assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, "unit")


@pytest.mark.parametrize(
    ("name", "value"),
    [("period", "month"), ("on", "yesterday"), ("on", "9999-12-31"), ("on", "0001-01-01"), ("unit", "x")],
)
def test_a_wrong_question_names_its_field(people: World, name: str, value: str) -> None:
    answer = Browser(people.dora).get("/visit-reports", **{name: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, name)


def test_without_a_question_it_is_today(people: World) -> None:
    visit(people, problem=False, occurred_at=timezone.now().isoformat())
    seen = report(people, "ada")
    assert (seen["visits"]["total"], seen["first"], seen["unit"]) == (1, seen["last"], None)


def test_the_latest_snapshot_of_an_enterprise_counts_once(people: World) -> None:
    visit(people, problem=False)
    resumed = {**STAFF_FIELDS, "state": "resumed"}
    visit(people, "ben", problem=False, occurred_at="2020-03-11T16:00:00+08:00", production=resumed)
    seen = report(people, "dora", **DAY)["production"]
    assert (seen["reporting"], seen["resumed"], seen["partly"]) == (1, 1, 0)
    assert (seen["expected"], seen["returned_rate"], seen["capacity"]) == (100, 80.0, 60.0)


def test_a_problem_solved_on_the_spot_is_raised_and_solved(people: World) -> None:
    seen = visit(people)
    solved = {"category": "LAB-RET", "text": TEXT, "enterprise": str(people.chips.uuid), "visit": seen}
    spot = {"on_the_spot": True, "public_reply": "当场联系了车队,明早发车。"}
    assert Browser(people.ada).create("/tickets", {**solved, **spot}).status_code == 201
    problems = report(people, "ben", **DAY)["problems"]
    assert (problems["raised"], problems["solved"], problems["open"]) == (2, 1, 1)


def test_a_later_visit_keeps_the_word_and_a_word_due_in_the_week_is_remembered(people: World) -> None:
    visit(people, problem=False, follow_up_on="2020-03-18")
    assert report(people, "ada", period="week", on="2020-03-18")["follow_ups"]["total"] == 1
    assert report(people, "ada", on="2020-03-17")["follow_ups"]["total"] == 0
    visit(people, "ben", problem=False, occurred_at="2020-03-18T09:00:00+08:00")
    for on in ("2020-03-11", "2020-03-18"):
        assert report(people, "ada", period="week", on=on)["follow_ups"]["total"] == 0


def test_the_export_holds_the_visits_of_the_report_and_leaves_a_trace(people: World) -> None:
    visit(people)
    visit(people, "cleo", where="fibre", problem=False)
    (row,) = rows_of(Browser(people.ben).get("/visit-reports/export", period="week", **DAY))
    assert (row["企业"], row["走访人"], row["反映问题"]) == (people.chips.name, "安达", 1)
    assert (row["生产状态"], row["到岗人数"]) == ("部分复工", 121)
    event = EventRecord.objects.get(kind="ledger_exported")
    assert (event.payload["ledger"], event.payload["conditions"]["period"]) == ("visit-reports", "week")
    assert len(rows_of(Browser(people.dora).get("/visit-reports/export", **DAY))) == 2


def test_a_report_costs_the_same_queries_however_many_visits(people: World) -> None:
    ben, counts = Browser(people.ben), []
    ben.get("/visit-reports")
    for _ in range(3):
        visit(people, follow_up_on="2020-03-18")
        with CaptureQueriesContext(connection) as caught:
            ben.get("/visit-reports", period="week", **DAY, unit=people.team.pk)
        counts.append(len(caught))
    assert len(set(counts)) == 1
    assert counts[0] <= 15


def test_an_enterprise_reads_no_report(people: World) -> None:
    assert uuid.UUID(visit(people, problem=False))
    assert Browser(people.eva).get("/visit-reports", **DAY).status_code == 403
