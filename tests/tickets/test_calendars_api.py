"""The calendar editor through the API: a notice tried and applied, and why a deadline is when it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from grid.models import CalendarDay, WorkingCalendar
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import Do
from tests.tickets.test_recount import resolve_clock, settle
from tickets.models import Clock

ZONE = "/calendars/zone"


def version() -> int:
    return WorkingCalendar.objects.get(code="zone").version


def days_off(count: int = 7) -> dict[str, Any]:
    today = timezone.localdate()
    days = [
        {"date": str(today + timedelta(days=n)), "works": False, "name": "停电"} for n in range(1, count + 1)
    ]
    return {"days": days}


def notice(**more: Any) -> dict[str, Any]:
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
        {"name": "国庆节", "date": "2027-10-04", "isOffDay": True},
    ]
    return {"notice": {"year": 2027, "papers": ["https://www.gov.cn/zhengce"], "days": days, **more}}


def test_a_preview_says_what_would_move_and_changes_nothing(people: World, routed: str) -> None:
    settle()
    before, seen = resolve_clock(routed), version()
    answer = Browser(people.dora).act(f"{ZONE}/preview", seen, days_off())
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["moved"], told["tickets"], told["earlier"]) == (told["later"], 1, 0)
    (item,) = [one for one in told["items"] if one["kind"] == "resolve"]
    assert item["ref"] == routed
    assert (version(), resolve_clock(routed)) == (seen, before)

    Browser(people.dora).act(f"{ZONE}/preview", seen, days_off())
    applied = Browser(people.dora).patch(ZONE, days_off(), version=seen)
    assert applied.status_code == 200, applied.content
    settle()
    moved_to = resolve_clock(routed).due_at
    assert moved_to
    assert moved_to.isoformat()[:19] == item["due_at"][:19]
    recount = Browser(people.dora).get(ZONE).json()["recount"]
    assert (recount["moved"], recount["finished_at"] is not None) == (1, True)


def test_a_notice_is_published_once_and_its_year_is_no_longer_provisional(people: World) -> None:
    dora = Browser(people.dora)
    assert dora.patch(ZONE, notice(), version=version()).status_code == 200
    once = list(CalendarDay.objects.filter(date__year=2027).values_list("date", "works", "name", "by_hand"))
    detail = dora.get(ZONE, year=2027).json()
    assert detail["provisional_from"] == "2028-01-01"
    shown = {day["date"]: (day["works"], day["kind"]) for day in detail["days"]}
    assert shown["2027-01-03"] == (True, "make_up")
    assert shown["2027-05-01"] == (False, "yearly")
    assert dora.patch(ZONE, notice(), version=version()).status_code == 200
    assert (
        list(CalendarDay.objects.filter(date__year=2027).values_list("date", "works", "name", "by_hand"))
        == once
    )


def test_a_corrected_notice_takes_back_its_days_and_leaves_those_set_by_hand(people: World) -> None:
    dora = Browser(people.dora)
    mine = {"days": [{"date": "2027-10-04", "works": True, "name": "值班"}]}
    for body in (notice(), mine, notice(days=notice()["notice"]["days"][:1])):
        assert dora.patch(ZONE, body, version=version()).status_code == 200
    shown = {str(day.date): day.works for day in CalendarDay.objects.filter(date__year=2027)}
    assert shown == {"2027-01-01": False, "2027-10-04": True}
    gone = {"days": [{"date": "2027-10-04", "works": None}]}
    assert dora.patch(ZONE, gone, version=version()).status_code == 200
    assert not CalendarDay.objects.filter(date="2027-10-04").exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (notice(days=[]), "notice.days"),
        (notice(year="2027"), "notice.year"),
        (notice(days=[{"name": "x", "date": "2029-01-01", "isOffDay": True}]), "notice.days.0.date"),
        (notice(days=[{"name": "x", "date": "2027-02-30", "isOffDay": True}]), "notice.days.0.date"),
        (notice(days=[{"name": "x", "date": "2027-01-01"}]), "notice.days.0"),
        (notice(days=notice()["notice"]["days"][:1] * 2), "notice.days.1.date"),
        (notice(extra=1), "notice.extra"),
        ({"notice": [1]}, "notice.year"),
        ({"hours": {"mon": [["12:00", "09:00"]]}}, "hours.mon.0"),
        ({"hours": {"monday": []}}, "hours.monday"),
        ({"seasons": [{"first": "05-32", "last": "09-30", "hours": {}}]}, "seasons.0.first"),
        ({"yearly": [{"day": "02-30"}]}, "yearly.0.day"),
        ({"days": [{"date": "2027-01-04", "works": True, "hours": [["09:00"]]}]}, "days.0.hours.0"),
        ({"day": []}, "day"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_path(people: World, body: dict[str, Any], field: str) -> None:
    for answer in (
        Browser(people.dora).act(f"{ZONE}/preview", version(), body),
        Browser(people.dora).patch(ZONE, body, version=version()),
    ):
        assert answer.status_code == 400, answer.content
        assert answer.json()["errors"][0]["field"] == field


def test_only_keepers_change_it_and_only_the_version_they_saw(people: World) -> None:
    for user in (people.ada, people.eva, people.finn, people.lena):
        assert Browser(user).patch(ZONE, days_off(), version=version()).status_code == 403
        assert Browser(user).act(f"{ZONE}/preview", version(), days_off()).status_code == 403
    assert Browser(people.lena).get(ZONE).status_code == 200
    assert Browser(people.eva).get(ZONE).status_code == 403
    assert Browser(people.adam).patch(ZONE, days_off(), version=version() + 1).status_code == 412
    assert Browser(people.adam).patch("/calendars/none", days_off(), version=1).status_code == 404


def test_seasonal_hours_and_yearly_days_are_kept_and_used(people: World) -> None:
    summer = {name: [["08:00", "13:00"]] for name in ("mon", "tue", "wed", "thu", "fri")}
    body = {
        "seasons": [{"name": "夏令", "first": "06-01", "last": "09-30", "hours": summer}],
        "yearly": [{"day": "12-24", "name": "园区活动日"}],
    }
    assert Browser(people.dora).patch(ZONE, body, version=version()).status_code == 200
    detail = Browser(people.dora).get(ZONE, year=2026).json()
    assert detail["seasons"][0]["name"] == "夏令"
    assert [day["name"] for day in detail["days"] if day["date"] == "2026-12-24"] == ["园区活动日"]


def test_the_ledger_explains_the_deadline_to_the_enterprise_too(people: World, routed: str) -> None:
    for user in (people.ada, people.dora, people.eva):
        answer = Browser(user).get(f"/tickets/{routed}/clocks/resolve/ledger")
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert sum(line["seconds"] for line in told["lines"] if line["counted"]) == told["budget_seconds"]
        assert told["lines"][-1]["to"] == told["due_at"]
    assert Browser(people.cleo).get(f"/tickets/{routed}/clocks/resolve/ledger").status_code == 404
    assert Browser(people.ada).get(f"/tickets/{routed}/clocks/lunch/ledger").status_code == 404


def test_a_pause_stands_in_the_ledger_and_the_sum_stays(people: World, handled: str, do: Do) -> None:
    clock = resolve_clock(handled)
    assert do(people.ada, handled, "ask_info", reason="请补充名单。").status_code == 200
    paused = Browser(people.eva).get(f"/tickets/{handled}/clocks/resolve/ledger").json()
    assert (paused["due_at"], paused["state"]) == (None, "paused")
    do(people.eva, handled, "supplement", text="名单见附件。")
    told = Browser(people.eva).get(f"/tickets/{handled}/clocks/resolve/ledger").json()
    assert abs(sum(line["seconds"] for line in told["lines"] if line["counted"]) - clock.budget_seconds) <= 1


def test_what_ran_under_other_hours_is_carried(people: World, routed: str) -> None:
    Clock.objects.filter(ticket__ref=routed, kind="resolve").update(used_seconds=777)
    told = Browser(people.ada).get(f"/tickets/{routed}/clocks/resolve/ledger").json()
    assert told["carried_seconds"] == 777
